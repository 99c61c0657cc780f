import type { ModelShape } from '../vendor.ts';

/**
 * Keys of each model, all pages together, and on one page. UNVERIFIED: from data sheets, not counted on handsets. The
 * key that turns the page is not one of them. What has none gets no key: who sits there dials the codes.
 */
const MODELS: ReadonlyArray<readonly [models: string, family: string, keys: number, keysPerPage: number]> = [
  ['T19P_E2', 'T19 without line keys', 0, 0],
  ['CP860 CP920 CP925 CP935W CP960 CP965', 'conference phone', 0, 0],
  ['W52P W53P W56P W60B W60P W70B W80B W80DM W90B W90DM AX83H AX86R', 'DECT base or Wi-Fi handset', 0, 0],
  ['T21P_E2 T30 T30P T31 T31P T31G T31W', 'T2/T3 with two keys', 2, 2],
  ['T23P T23G T40P T40G', 'T2/T4 with three keys', 3, 3],
  ['T33P T33G T34W', 'T3 with four keys', 4, 4],
  ['T27P T27G', 'T27', 21, 7],
  ['T29G T46G T46S T46U T54S T54W T58A T58V T58W', 'T4/T5 with 27 keys', 27, 9],
  ['T41P T41S T42G T42S T42U', 'T41/T42', 15, 5],
  ['T43U T44U T44W T52S T53 T53W T53C', 'T4/T5 with 21 keys', 21, 7],
  ['T48G T48S T48U T57W', 'T4/T5 with a touch screen', 29, 11],
];

/** Every Yealink with a display has these two. */
const SAFE: ModelShape = { family: 'any', isKnown: false, keys: 2, keysPerPage: 2 };

const BY_MODEL: ReadonlyMap<string, ModelShape> = new Map(
  MODELS.flatMap(([models, family, keys, keysPerPage]) =>
    models.split(' ').map((model) => [model, { family, isKnown: true, keys, keysPerPage }] as const),
  ),
);

/** `model` without `SIP-`, in any case. */
export const shapeOfYealink = (model: string | undefined): ModelShape =>
  BY_MODEL.get((model ?? '').toUpperCase().replace(/^SIP-/, '')) ?? SAFE;
