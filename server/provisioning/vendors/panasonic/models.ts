import type { ModelShape } from '../vendor.ts';

/** What keys are called, and what a model has parameters for: the KX-HDV, or the KX-UT before them. */
export type Dialect = 'HDV' | 'UT';

export type PanasonicShape = ModelShape & {
  dialect: Dialect;
  lines: number;
  /** Argument of a key that is line 1. */
  lineKey: string;
};

type Row = readonly [models: string, dialect: Dialect, lines: number, keys: number, keysPerPage: number];

/**
 * Lines from data sheets. Keys of the HDV230, 330 and 430 as a public generator counts them, of the UT133, 136 and 670 as
 * FusionPBX's templates do; the others' from nothing but caution. UNVERIFIED: not counted on handsets.
 */
const MODELS: readonly Row[] = [
  ['HDV100', 'HDV', 1, 0, 0],
  ['HDV130', 'HDV', 2, 2, 2],
  ['HDV230', 'HDV', 6, 24, 12],
  ['HDV330', 'HDV', 12, 24, 8],
  ['HDV340', 'HDV', 4, 8, 8],
  ['HDV430', 'HDV', 16, 24, 8],
  ['HDV800', 'HDV', 12, 8, 8],
  ['UT113 UT123', 'UT', 2, 0, 0],
  ['UT133 UT136', 'UT', 4, 24, 24],
  ['UT248', 'UT', 6, 8, 8],
  ['UT670', 'UT', 6, 24, 6],
];

const BY_MODEL: ReadonlyMap<string, PanasonicShape> = new Map(
  MODELS.flatMap(([models, dialect, lines, keys, keysPerPage]) =>
    models.split(' ').map((model) => {
      const lineKey = model === 'UT670' ? '1,1' : '1';
      const layout = { keys, keysPerPage, lines, lineKey };
      return [model, { family: dialect, dialect, isKnown: true, ...layout }] as const;
    }),
  ),
);

/** What every one of them has that has keys at all. */
const SAFE = { family: 'any', isKnown: false, keys: 2, keysPerPage: 2, lines: 2, lineKey: '1' };

/** `KX-HDV230`, and with whatever follows for a country or a colour: `KX-HDV230NEB`. */
export function shapeOfPanasonic(model: string | undefined): PanasonicShape {
  const [, name = ''] = /^(?:KX-)?((?:HDV|UT)\d{3})(?!\d)/.exec((model ?? '').toUpperCase()) ?? [];
  const dialect = /^(?:KX-)?UT/i.test(model ?? '') ? 'UT' : 'HDV';
  return BY_MODEL.get(name) ?? { ...SAFE, dialect };
}
