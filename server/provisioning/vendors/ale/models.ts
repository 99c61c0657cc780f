import type { ModelShape } from '../vendor.ts';

/** `Account1RegName …` of Myriad and Halo, or `SIPGroup1AuthenticationName …` of the 80x8s. */
export type Dialect = 'accounts' | 'groups';

export type AleShape = ModelShape & { dialect: Dialect; factoryAdminPassword: string };

type Row = readonly [models: string, family: string, dialect: Dialect, keys: number, keysPerPage: number];

/** Keys as wazo-provd-plugins counts them; pages, and the keys of those with two, from nothing but caution: UNVERIFIED. */
const MODELS: readonly Row[] = [
  ['M3', 'Myriad', 'accounts', 20, 4],
  ['M5 M7', 'Myriad', 'accounts', 28, 7],
  ['H2 H2P H3G H3P H6', 'Halo', 'accounts', 2, 2],
  ['8028S', '80x8s', 'groups', 6, 6],
  ['8008 8008G 8018 8058S 8068S 8078S', '80x8s', 'groups', 2, 2],
];

/** By the manual of the H3P `admin`; Wazo gives Myriad and the 80x8s 123456 where nobody has said another. */
const factoryAdminPassword = (family: string): string => (family === 'Halo' ? 'admin' : '123456');

const shape = ([, family, dialect, keys, keysPerPage]: Row): AleShape => ({
  ...{
    family,
    dialect,
    keys,
    keysPerPage,
    isKnown: true,
    factoryAdminPassword: factoryAdminPassword(family),
  },
});

const BY_MODEL: ReadonlyMap<string, AleShape> = new Map(
  MODELS.flatMap((row) => row[0].split(' ').map((model) => [model, shape(row)] as const)),
);

const SAFE: AleShape = { ...shape(['', 'any', 'accounts', 2, 2]), isKnown: false };

/** `model` in any case, with or without where it was sold: `M3-CE`. */
export const shapeOfAle = (model: string | undefined): AleShape =>
  BY_MODEL.get((model ?? '').toUpperCase().replace(/-[A-Z]{2,3}$/, '')) ?? SAFE;
