import type { ModelShape } from '../vendor.ts';

/** Keys beside the display are `dssSide`, those on pages `internal`. */
export type FanvilShape = ModelShape & { sideKeys: number };

type Row = readonly [models: string, family: string, sideKeys: number, pages: number, keysPerPage: number];

/** UNVERIFIED: from data sheets and other servers' templates, not counted on handsets. */
const MODELS: readonly Row[] = [
  ['X1S X1SP X1SG X3S X3SP X3SG X3SW', 'with two line keys', 0, 1, 2],
  ['X3U X4 X4G X4SG', 'with three line keys', 0, 1, 3],
  ['X4U', 'X4U', 3, 5, 6],
  ['X5U', 'X5U', 4, 5, 6],
  ['X6U', 'X6U', 5, 5, 12],
  ['X7 X7A X7C', 'with a touch screen', 11, 4, 29],
  ['X210 X210I', 'X210', 10, 3, 32],
];

/** Whichever of the two kinds a phone shows first, its first two keys are the line, and the way in or out. */
const SAFE: FanvilShape = { family: 'any', isKnown: false, keys: 2, keysPerPage: 2, sideKeys: 2 };

const BY_MODEL: ReadonlyMap<string, FanvilShape> = new Map(
  MODELS.flatMap(([models, family, sideKeys, pages, keysPerPage]) => {
    const keys = sideKeys + pages * keysPerPage;
    return models
      .split(' ')
      .map((model) => [model, { family, isKnown: true, keys, keysPerPage, sideKeys }] as const);
  }),
);

/** Revisions have the keys of their model: `X4U-V2`, `X6U Pro`. */
export const shapeOfFanvil = (model: string | undefined): FanvilShape =>
  BY_MODEL.get((model ?? '').toUpperCase().replace(/[- ](?:V\d|PRO)$/, '')) ?? SAFE;
