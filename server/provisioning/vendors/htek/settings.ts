/** A P-value, and the name that the maker writes beside it. */
export type Setting = readonly [p: number, para: string, value: string | number];

/** UNVERIFIED whether it looks more often than once an hour. */
export const POLL_MINUTES_MIN = 60;
/** P212: 1 stands beside `http:` addresses in other servers' templates, 3 beside `https:`. */
export const PROTOCOL = { http: 1, https: 3 } as const;

/** P-values of an account. Those of accounts 7 to 16 overlap in the sources, and are left alone. */
type AccountNumbers = {
  active: number;
  label: number;
  userId: number;
  authId: number;
  password: number;
  displayName: number;
  voicemail: number;
};

const row = (
  ...[active, label, userId, authId, password, displayName, voicemail]: AccountRow
): AccountNumbers => ({
  ...{ active, label, userId, authId, password, displayName, voicemail },
});
type AccountRow = [number, number, number, number, number, number, number];

const ACCOUNTS: readonly AccountNumbers[] = [
  row(271, 20_000, 35, 36, 34, 3, 33),
  row(401, 20_001, 735, 736, 734, 703, 426),
  row(501, 20_002, 504, 505, 506, 507, 526),
  row(601, 20_003, 604, 605, 606, 607, 626),
  row(20_360, 20_378, 1_704, 1_705, 1_706, 1_707, 1_726),
  row(20_361, 20_379, 1_804, 1_805, 1_806, 1_807, 1_826),
];

export type Identity = { [key in keyof AccountNumbers]: string | number };

const NOBODY: Identity = {
  ...{ active: 0, label: '', userId: '', authId: '', password: '', displayName: '', voicemail: '' },
};

/** Account 1 is this identity, and the others are nobody's. */
export function accounts(first: Identity = NOBODY): Setting[] {
  return ACCOUNTS.flatMap((p, at): Setting[] => {
    const [name, value] = [`Account${at + 1}`, at === 0 ? first : NOBODY];
    return [
      [p.active, `${name}_Active`, value.active],
      [p.label, `${name}_Label`, value.label],
      [p.userId, `${name}_SipUserId`, value.userId],
      [p.authId, `${name}_AuthenticateID`, value.authId],
      [p.password, `${name}_AuthenticatePassword`, value.password],
      // The maker's own spelling.
      [p.displayName, `${name}_DispalyName`, value.displayName],
      [p.voicemail, `${name}_VoiceMailId`, value.voicemail],
    ];
  });
}
