import type { DeskEvidence } from './phone-evidence.ts';

/** One line of the list that says why a phone does not work. What to do about it goes with the code. */
export type PhoneCheck = {
  check:
    | 'asked'
    | 'address'
    | 'maker'
    | 'network'
    | 'credentials'
    | 'downloaded'
    | 'told'
    | 'registered'
    | 'place';
  /** `waiting`: not yet, and nothing is wrong so far. */
  state: 'ok' | 'waiting' | 'warning' | 'problem';
  code: PhoneCheckCode;
  values: Readonly<Record<string, string | number>>;
  /** When that was seen; null = it is no moment. */
  atMs: number | null;
};

export type PhoneCheckCode =
  | ('asked' | 'waitsForDesk' | 'askedOnlyByPnp' | 'neverAskedPnp' | 'neverAskedLink' | 'neverAskedRps')
  | ('rightAddress' | 'wrongToken' | 'noToken' | 'otherMac')
  | ('makerRight' | 'makerNotServed' | 'otherMaker' | 'modelUnknown')
  | ('edgeSet' | 'noEdge')
  | ('proved' | 'rearmed' | 'neverProved' | 'wrongCredentials' | 'noCertificate')
  | ('downloaded' | 'brokenOff' | 'onlyOtherFiles' | 'notYetDownloaded' | 'notDownloaded')
  | ('notOverPlain' | 'onlyBootstrapped')
  | ('told' | 'notYetTold' | 'noWayToTell' | 'notReachable' | 'refusedNotify')
  | ('registered' | 'registeredAsFormer' | 'notYetRegistered' | 'neverRegistered' | 'registrationLost')
  | ('endedCredentials' | 'wrongSipCredentials' | 'otherExtension' | 'needsTls' | 'banned')
  | ('rightPlace' | 'elsewhere');

export type Found = Omit<PhoneCheck, 'check'>;

export const found = (
  state: PhoneCheck['state'],
  code: PhoneCheckCode,
  more: Partial<Pick<Found, 'values' | 'atMs'>> = {},
): Found => ({ state, code, values: {}, atMs: null, ...more });

/** What is not there yet is only a problem once the watchdog has given up. */
export const notYet = ({ phoneState }: DeskEvidence): 'waiting' | 'problem' =>
  phoneState === 'attention' ? 'problem' : 'waiting';
