import type { TemplateSetting } from '#db/schema/index.ts';

/** What a setting belongs to that is not for a template to say. */
export type ReservedFor =
  /** Who the phone registers as, and where. */
  | 'account'
  /** Where its file comes from. */
  | 'provisioning'
  /** Who gets at the phone. */
  | 'security'
  /** How it is told of a change. */
  | 'resync'
  /** Log-in, log-out and what people wish for. */
  | 'keys'
  /** That an emergency number gets out, and a dial code. */
  | 'dialling'
  /** What the next person must not find: call forwards. */
  | 'personal'
  /** Whether it reaches us at all: addresses, its VLAN, 802.1X, Wi-Fi. */
  | 'network';

/** What the domain, which knows no maker's words, is told of a maker's settings. */
export type ExtraRules = {
  /** A name as this make writes it; undefined = it can be none. */
  nameOf(text: string): string | undefined;
  /** Whether the make is known to have such a setting. */
  isKnown(name: string): boolean;
  reserved(name: string): ReservedFor | undefined;
  /** Whether it touches the phone's network without cutting it off by itself. */
  isRisky(name: string): boolean;
};

/** Undefined for a make that takes no settings of an administrator. */
export type KnowExtras = (vendor: string) => ExtraRules | undefined;

/** What is to be said of one setting of a template; all but `unknown` and `risky` keep it from being stored. */
export type ExtraFinding = {
  /** Its place, from 0. */
  at: number;
  name: string;
  what: 'unknown' | 'risky' | 'malformed' | 'twice' | ReservedFor;
};

export type CheckedSettings = { settings: TemplateSetting[]; findings: ExtraFinding[] };

export const isRefusal = ({ what }: ExtraFinding): boolean => what !== 'unknown' && what !== 'risky';

/** The settings with their names as the make writes them, and what is to be said of them. */
export function checkExtras(given: readonly TemplateSetting[], rules: ExtraRules): CheckedSettings {
  const settings = given.map(({ name, value }) => ({ name: rules.nameOf(name) ?? name, value }));
  const findings = settings.flatMap(({ name }, at): ExtraFinding[] => {
    const what = whatOf(name, rules, settings.findIndex((one) => one.name === name) < at);
    return what === undefined ? [] : [{ at, name, what }];
  });
  return { settings, findings };
}

function whatOf(name: string, rules: ExtraRules, isTwice: boolean): ExtraFinding['what'] | undefined {
  if (rules.nameOf(name) === undefined) return 'malformed';
  const reserved = rules.reserved(name);
  if (reserved !== undefined) return reserved;
  if (isTwice) return 'twice';
  if (rules.isRisky(name)) return 'risky';
  return rules.isKnown(name) ? undefined : 'unknown';
}

const WHY: Readonly<Record<ExtraFinding['what'], string>> = {
  unknown: 'This make is not known to have it.',
  risky: 'It touches the network of the phone.',
  malformed: 'This make has no names like it.',
  twice: 'It stands here twice.',
  account: 'Who the phone registers as is set by Perch.',
  provisioning: 'Where the phone gets its file is set by Perch.',
  security: 'Who gets at the phone is set by Perch.',
  resync: 'How the phone is told of changes is set by Perch.',
  keys: 'Keys are set with the desk and the user.',
  dialling: 'Emergency numbers and dial codes must get out.',
  personal: 'It would stay for whoever comes next.',
  network: 'It could cut the phone off, where nobody could take it back.',
};

/** In English, for the API. */
export const whyOf = ({ name, what }: ExtraFinding): string => `${name}: ${WHY[what]}`;
