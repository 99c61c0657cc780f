import type { ModelShape } from '../vendor.ts';

/** What a key is called in the files: beside the display with a paper label, beside it with a display's, below it. */
export type KeyKind = 'prgkey' | 'topsoftkey' | 'softkey';

type Keys = ReadonlyArray<readonly [kind: KeyKind, count: number]>;

/**
 * Keys of each model by kind, in the order in which they are filled, and how many are seen at once. Counts: WZ
 * `AastraModel`; how many are on a page is UNVERIFIED, from data sheets. Those of expansion modules are left alone.
 */
const MODELS: ReadonlyArray<readonly [models: string, family: string, keys: Keys, keysPerPage: number]> = [
  ['6863I 6905', 'with three programmable keys', [['prgkey', 3]], 3],
  ['6753I', '67xx with six programmable keys', [['prgkey', 6]], 6],
  ['9143I', '9xxx with seven programmable keys', [['prgkey', 7]], 7],
  ['6730I 6731I 6865I 6910', 'with eight programmable keys', [['prgkey', 8]], 8],
  ['6735I 6755I', '67xx with keys of two kinds', two(['prgkey', 6], ['softkey', 20]), 6],
  ['6737I 6757I', '67xx with soft keys above and below', two(['topsoftkey', 10], ['softkey', 20]), 6],
  ['6739I', '67xx with a touch screen', [['softkey', 55]], 15],
  ['9480I', '9xxx with soft keys', [['softkey', 6]], 6],
  ['6867I', '68xx with a colour display', two(['topsoftkey', 20], ['softkey', 18]), 6],
  ['6869I', '68xx with a large display', two(['topsoftkey', 44], ['softkey', 24]), 12],
  ['6873I', '68xx with a touch screen', two(['topsoftkey', 48], ['softkey', 24]), 12],
  ['6915 6915D 6920 6920W', '69xx with ten soft keys', [['topsoftkey', 10]], 6],
  ['6930 6930W', '69xx with twenty-two soft keys', [['topsoftkey', 22]], 12],
  ['6940 6940W 6970', '69xx with a touch screen', [['topsoftkey', 24]], 12],
];

/** Programmable keys stay where they are while the soft keys below turn their pages. */
function beside([first, second]: Keys): number {
  return first?.[0] === 'prgkey' && second !== undefined ? first[1] : 0;
}

function two(first: Keys[number], second: Keys[number]): Keys {
  return [first, second];
}

/** The kinds differ, and a key of the wrong one is none: who nobody knows gets no keys. */
const SAFE: ModelShape = { family: 'any', isKnown: false, keys: 0, keysPerPage: 1 };

type Known = { shape: ModelShape; names: readonly string[] };

const BY_MODEL: ReadonlyMap<string, Known> = new Map(
  MODELS.flatMap(([models, family, kinds, keysPerPage]) => {
    const names = kinds.flatMap(([kind, count]) =>
      Array.from({ length: count }, (_, index) => `${kind}${index + 1}`),
    );
    const shape: ModelShape = {
      family,
      isKnown: true,
      keys: names.length,
      sideKeys: beside(kinds),
      keysPerPage,
    };
    return models.split(' ').map((model) => [model, { shape, names }] as const);
  }),
);

const known = (model: string | undefined): Known | undefined =>
  BY_MODEL.get((model ?? '').toUpperCase().replace(/^(?:AASTRA|MITEL)[ _-]?/, ''));

/** `model` with or without its maker before it, in any case. */
export const shapeOfMitel = (model: string | undefined): ModelShape => known(model)?.shape ?? SAFE;

/** What the model's keys are called, in the order of its places. */
export const keyNamesOf = (model: string | undefined): readonly string[] => known(model)?.names ?? [];
