import type { ModelShape } from '../vendor.ts';

/**
 * Keys of each model, all pages together, and on one page. UNVERIFIED: from data sheets and TC's `scopes/snom-*.ini`, not
 * counted on handsets. The key that turns the page is not one of them, nor are those of an expansion module.
 */
const MODELS: ReadonlyArray<readonly [models: string, family: string, keys: number, keysPerPage: number]> = [
  ['D120 D140 D150', 'D1xx', 2, 2],
  ['D305 D315', 'D3xx with five keys', 5, 5],
  ['D335', 'D3xx with eight keys a page', 32, 8],
  ['D345 D385', 'D3xx with twelve keys a page', 48, 12],
  ['D375', 'D3xx with twelve keys', 12, 12],
  ['D717', 'D7xx with three keys', 3, 3],
  ['D713', 'D7xx with four keys', 4, 4],
  ['710 715 D710 D712 D715', 'D7xx with five keys', 5, 5],
  ['760 D765', 'D7xx with sixteen keys', 16, 4],
  ['720 725 D725', 'D7xx with eighteen keys', 18, 18],
  ['D785', 'D7xx with six keys a page', 24, 6],
  ['D735 D745', 'D7xx with eight keys a page', 32, 8],
  ['D810', 'D8xx with four keys', 4, 4],
  ['D812 D862 SP800', 'D8xx with seven keys a page', 28, 7],
  ['D815 D865 D892', 'D8xx with nine keys a page', 36, 9],
  ['300', '3xx with six keys', 6, 6],
  ['320 360 370', '3xx with twelve keys', 12, 12],
];

/** Every desk phone has these two, as keys or on its display. */
const SAFE: ModelShape = { family: 'any', isKnown: false, keys: 2, keysPerPage: 2 };
/** A base station: its handsets have no keys of ours, and it is provisioned like an unknown phone. */
const DECT: ModelShape = { family: 'DECT', isKnown: false, keys: 0, keysPerPage: 1 };

const BY_MODEL: ReadonlyMap<string, ModelShape> = new Map(
  MODELS.flatMap(([models, family, keys, keysPerPage]) =>
    models.split(' ').map((model) => [model, { family, isKnown: true, keys, keysPerPage }] as const),
  ),
);

/** `model` with or without `snom` before it (plug and play has it so), in any case. */
export function shapeOfSnom(model: string | undefined): ModelShape {
  const name = (model ?? '').toUpperCase().replace(/^SNOM/, '');
  return BY_MODEL.get(name) ?? (isDectBase(name) ? DECT : SAFE);
}

/** M300, M400, M700, M900. */
export const isDectBase = (model: string): boolean => /^(?:SNOM)?M\d{3}/i.test(model);
