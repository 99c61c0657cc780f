import type { ModelShape } from '../vendor.ts';

/**
 * How a family's file names its settings: `<item name="account.1.enable">`, `<P271>`, or the P-values of the analogue
 * adapters, which differ in some numbers.
 */
export type Dialect = 'items' | 'p-values' | 'adapter';

export type GrandstreamShape = ModelShape & {
  dialect: Dialect;
  /** Keys beside the display, all pages together (VPK; `line keys` of older models). */
  virtualKeys: number;
  /** So many of them may be lines, and are numbered otherwise in P-values. */
  fixedKeys: number;
  /** Keys of their own on the body (MPK). */
  physicalKeys: number;
  /** Whether a key can be told that it does nothing; else it is a line, or a physical one a speed dial of no number. */
  hasEmptyKeys: boolean;
};

type Row = readonly [
  models: string,
  family: string,
  dialect: Dialect,
  virtual: number,
  fixed: number,
  physical: number,
];

/**
 * From the notes in FusionPBX's templates and from wazo-provd-plugins; not counted on handsets: UNVERIFIED. The
 * DECT bases, the video phones and the adapters with profiles (HT812, HT814, HT818) are not among them.
 */
const MODELS: readonly Row[] = [
  ['GXP1610 GXP1615 GXP1620 GXP1625', 'GXP16xx', 'p-values', 2, 2, 0],
  ['GXP1628', 'GXP16xx', 'p-values', 2, 2, 8],
  ['GXP1630', 'GXP16xx', 'p-values', 3, 3, 8],
  ['GXP1760 GXP1760W', 'GXP17xx', 'p-values', 24, 6, 0],
  ['GXP1780 GXP1782', 'GXP17xx', 'p-values', 32, 8, 0],
  ['GXP2100', 'GXP210x', 'p-values', 4, 4, 7],
  ['GXP2110', 'GXP210x', 'p-values', 4, 4, 18],
  ['GXP2120', 'GXP210x', 'p-values', 6, 6, 7],
  ['GXP2124', 'GXP210x', 'p-values', 4, 4, 24],
  ['GXP2130', 'GXP21xx', 'p-values', 12, 3, 8],
  ['GXP2135', 'GXP21xx', 'p-values', 32, 8, 0],
  ['GXP2140', 'GXP21xx', 'p-values', 16, 4, 0],
  ['GXP2160', 'GXP21xx', 'p-values', 24, 6, 24],
  ['GXP2170', 'GXP21xx', 'p-values', 48, 12, 0],
  ['GRP2612 GRP2612P GRP2612W', 'GRP26xx', 'items', 16, 4, 0],
  ['GRP2613', 'GRP26xx', 'items', 24, 6, 0],
  ['GRP2614 GRP2616', 'GRP26xx', 'items', 16, 4, 24],
  ['GRP2615', 'GRP26xx', 'items', 40, 10, 0],
  ['HT801 HT801V2 HT802 HT802V2', 'HT80x', 'adapter', 0, 0, 0],
];

const HAVE_NO_EMPTY_KEYS = ['GXP16xx', 'GXP210x'];

function shape([, family, dialect, virtualKeys, fixedKeys, physicalKeys]: Row): GrandstreamShape {
  return {
    ...{ family, dialect, virtualKeys, fixedKeys, physicalKeys },
    isKnown: true,
    keys: virtualKeys + physicalKeys,
    keysPerPage: fixedKeys,
    hasEmptyKeys: !HAVE_NO_EMPTY_KEYS.includes(family),
  };
}

const BY_MODEL: ReadonlyMap<string, GrandstreamShape> = new Map(
  MODELS.flatMap((row) => row[0].split(' ').map((model) => [model, shape(row)] as const)),
);

/** Every model with a display has two line keys, and all but the newest families take P-values. */
function safeShape(model: string): GrandstreamShape {
  const any = (dialect: Dialect, keys: number): GrandstreamShape => ({
    ...shape(['', 'any', dialect, keys, keys, 0]),
    isKnown: false,
  });
  if (/^G[RH]P/.test(model)) return any('items', 2);
  return model.startsWith('HT') ? any('adapter', 0) : any('p-values', 2);
}

/** `model` in any case. */
export function shapeOfGrandstream(model: string | undefined): GrandstreamShape {
  const name = (model ?? '').toUpperCase();
  return BY_MODEL.get(name) ?? safeShape(name);
}
