import type { ModelShape } from '../vendor.ts';

type Row = readonly [models: string, family: string, keys: number];

/** Keys beside the display. UNVERIFIED: from other servers' tables and data sheets, not counted on handsets. */
const MODELS: readonly Row[] = [
  ['VVX101 VVX150 VVX200 VVX201', 'VVX with two line keys', 2],
  ['VVX250', 'VVX with four line keys', 4],
  ['VVX300 VVX301 VVX310 VVX311 VVX350 VVX1500', 'VVX with six line keys', 6],
  ['VVX400 VVX401 VVX410 VVX411 VVX450 VVX500 VVX501', 'VVX with twelve line keys', 12],
  ['VVX600 VVX601', 'VVX with sixteen line keys', 16],
  ['EDGEE100', 'Edge E with two line keys', 2],
  ['EDGEE220', 'Edge E with four line keys', 4],
  ['EDGEE300 EDGEE320 EDGEE350 EDGEE400 EDGEE450', 'Edge E with eight line keys', 8],
  ['EDGEE500 EDGEE550', 'Edge E with twelve line keys', 12],
];

const SAFE: ModelShape = { family: 'any', isKnown: false, keys: 2, keysPerPage: 2 };

const BY_MODEL: ReadonlyMap<string, ModelShape> = new Map(
  MODELS.flatMap(([models, family, keys]) =>
    models.split(' ').map((model) => [model, { family, isKnown: true, keys, keysPerPage: keys }] as const),
  ),
);

/** `VVX 400`, `VVX_400` or `VVX400`. */
export const shapeOfPoly = (model: string | undefined): ModelShape =>
  BY_MODEL.get((model ?? '').toUpperCase().replace(/[ _-]/g, '')) ?? SAFE;
