import type { ModelShape } from '../vendor.ts';

/**
 * Keys of each desk phone, all pages together, and on one page. UNVERIFIED: from data sheets and TC's
 * `scopes/gigaset-*.ini`, not counted on handsets.
 */
const MODELS: ReadonlyArray<readonly [models: string, family: string, keys: number, keysPerPage: number]> = [
  ['P710 P810', 'P with four keys', 4, 4],
  ['P820 P825', 'P with seven keys a page', 28, 7],
  ['P850 P855', 'P with nine keys a page', 36, 9],
  ['MAXWELL2 MAXWELL3 MAXWELL4', 'Maxwell with eight keys', 8, 8],
  ['MAXWELLBASIC', 'Maxwell without keys', 0, 1],
];

/** What every phone of that kind has; a base station has none for us. */
const SAFE_P: ModelShape = { family: 'P', isKnown: false, keys: 2, keysPerPage: 2 };
const SAFE_MAXWELL: ModelShape = { family: 'Maxwell', isKnown: false, keys: 0, keysPerPage: 1 };
const DECT: ModelShape = { family: 'DECT', isKnown: false, keys: 0, keysPerPage: 1 };

const BY_MODEL: ReadonlyMap<string, ModelShape> = new Map(
  MODELS.flatMap(([models, family, keys, keysPerPage]) =>
    models.split(' ').map((model) => [model, { family, isKnown: true, keys, keysPerPage }] as const),
  ),
);

/** `P850W`, `Maxwell 3`, `gigaset Maxwell Basic`: without maker, spaces and the letter for Wi-Fi. */
const plain = (model: string | undefined): string =>
  (model ?? '')
    .toUpperCase()
    .replace(/^GIGASET/, '')
    .replace(/[ _-]/g, '')
    .replace(/^(P\d{3})[A-Z]+$/, '$1');

export function shapeOfGigaset(model: string | undefined): ModelShape {
  const name = plain(model);
  const known = BY_MODEL.get(name);
  if (known !== undefined) return known;
  if (/^[NC]\d{3}/.test(name)) return DECT;
  return name.startsWith('MAXWELL') ? SAFE_MAXWELL : SAFE_P;
}

/** What a phone reads. */
export type Dialect =
  /** That of Snom's phones. */
  | 'snom'
  /** `<nvm>` with the names of a Maxwell, or of a DECT base that calls itself `e2`. */
  | 'maxwell'
  | 'dect'
  /** N510, N720, C and DE: a dialect of their own that is not written here. */
  | 'none';

/** The block of MACs that Maxwells and older phones have; P phones are in Snom's and in newer ones. */
const BEFORE_P = ['7c2f80', '589ec6', '002104'];

/** Where the model does not tell, its MAC does. */
export function dialectOf(model: string | undefined, mac: string): Dialect {
  const name = plain(model);
  if (/^N(?:530|610|670|770|870)/.test(name)) return 'dect';
  if (/^(?:N|C|DE)\d{3}/.test(name)) return 'none';
  if (name.startsWith('MAXWELL')) return 'maxwell';
  if (/^P\d{3}/.test(name)) return 'snom';
  return BEFORE_P.some((prefix) => mac.startsWith(prefix)) ? 'maxwell' : 'snom';
}
