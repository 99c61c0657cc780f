import type { ModelShape } from '../vendor.ts';

/**
 * Line keys of each model as wazo-provd-plugins counts them; that the UC9xx show a quarter of them at once is taken from
 * data sheets. UNVERIFIED: not counted on handsets.
 */
const MODELS: ReadonlyArray<readonly [models: string, keys: number, keysPerPage: number]> = [
  ['UC926 UC926E UC926S UC926U', 36, 9],
  ['UC924 UC924E UC924W UC924U', 28, 7],
  ['UC923 UC923U UC903', 20, 5],
  ['UC912 UC912E UC912G', 12, 3],
  ['UC862 UC860 UC860P', 14, 7],
  ['UC842 UC840 UC840P UC806 UC806T UC804 UC804T', 4, 4],
  ['UC803 UC803T UC802 UC802T', 0, 0],
];

const SAFE: ModelShape = { family: 'any', isKnown: false, keys: 2, keysPerPage: 2 };

const BY_MODEL: ReadonlyMap<string, ModelShape> = new Map(
  MODELS.flatMap(([models, keys, keysPerPage]) =>
    models.split(' ').map((model) => [model, { family: 'UC', isKnown: true, keys, keysPerPage }] as const),
  ),
);

/** `model` in any case. */
export const shapeOfHtek = (model: string | undefined): ModelShape =>
  BY_MODEL.get((model ?? '').toUpperCase()) ?? SAFE;
