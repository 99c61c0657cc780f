import type { ModelShape } from '../vendor.ts';
import { plainModel } from './identify.ts';

/**
 * Line keys of each model; none turns pages. UNVERIFIED: from other servers' templates and data sheets, not counted on
 * phones. Where a model has none beside its line, whoever sits there dials the codes.
 */
const MODELS: ReadonlyArray<readonly [models: string, family: string, keys: number]> = [
  ['7811 7832 8832', '78xx/88xx without line keys', 1],
  ['6821 7821', '68xx/78xx with two keys', 2],
  ['6841 6851 6861 7841', '68xx/78xx with four keys', 4],
  ['6871', '6871', 6],
  ['7861', '7861', 16],
  ['8811 8841 8845 8851 8861 8865', '88xx', 10],
  ['9841', '9841', 4],
  ['9851', '9851', 8],
  ['9861 9871', '9861/9871', 10],
  ['SPA502G SPA512G', 'SPA without line keys', 1],
  ['SPA303', 'SPA with three keys', 3],
  ['SPA504G SPA514G SPA941 SPA942', 'SPA with four keys', 4],
  ['SPA525G SPA525G2', 'SPA525G', 5],
  ['SPA962', 'SPA962', 6],
  ['SPA501G SPA508G', 'SPA with eight keys', 8],
  ['SPA509G', 'SPA509G', 12],
];

/** A key that a phone has not got is passed over by it. */
const SAFE: ModelShape = { family: 'any', isKnown: false, keys: 2, keysPerPage: 2 };

const BY_MODEL: ReadonlyMap<string, ModelShape> = new Map(
  MODELS.flatMap(([models, family, keys]) =>
    models.split(' ').map((model) => [model, { family, isKnown: true, keys, keysPerPage: keys }] as const),
  ),
);

/** `model` as it says itself or as it stands on the box: `8851`, `CP-8851-3PCC`, `spa504g`. */
export const shapeOfCisco = (model: string | undefined): ModelShape =>
  BY_MODEL.get(plainModel(model ?? '')) ?? SAFE;

export const isSpa = (model: string | undefined): boolean => plainModel(model ?? '').startsWith('SPA');
