import { describe, expect, it } from 'vitest';
import { checkPhone } from '#server/hotdesk/check-phone.ts';
import type { DeskEvidence, PhoneEvidence, RequestEvidence } from '#server/hotdesk/phone-evidence.ts';

const NOW_MS = Date.UTC(2026, 0, 5, 8);
const ago = (seconds: number): number => NOW_MS - 1_000 * seconds;

const settledDesk: DeskEvidence = {
  ...{ provisioning: 'pnp', network: 'lan', vendor: 'yealink', phoneState: 'settled' },
  ...{ configVersion: 4, downloadedVersion: 4, downloadedAtMs: ago(50), registeredAtMs: ago(48) },
  ...{ switchedAtMs: ago(60), httpVersion: 3, rearmedUntilMs: null, hasEdge: false, expectedAuthName: 'own' },
};
/** In its box: the desk was made, and nobody has heard of its phone. */
const newDesk: DeskEvidence = {
  ...{
    ...settledDesk,
    phoneState: 'updating',
    configVersion: 1,
    downloadedVersion: null,
    downloadedAtMs: null,
  },
  ...{ registeredAtMs: null, httpVersion: 0 },
};
const given = (seconds: number, more: Partial<RequestEvidence> = {}): RequestEvidence => ({
  ...{ atMs: ago(seconds), outcome: 'sent', version: 4, otherMac: null, source: '10.0.0.5', ...more },
});
const challenged = (seconds: number, outcome: RequestEvidence['outcome'] = 'challenged') =>
  given(seconds, { outcome, version: null });
const other = (seconds: number) =>
  given(seconds, { outcome: 'other-mac', version: null, otherMac: '001565777777' });

type Change = Partial<Omit<PhoneEvidence, 'desk'>> & { desk?: Partial<DeskEvidence> | null };

function works(change: Change = {}): PhoneEvidence {
  const { desk, ...more } = change;
  return {
    nowMs: NOW_MS,
    desk: desk === null ? null : { ...settledDesk, ...desk },
    phone: { vendor: 'yealink', model: 'T54W', ip: '10.0.0.5', pnpAtMs: null },
    make: {
      isServed: true,
      isModelKnown: true,
      canReboot: true,
      limitations: [],
      keepsAdminPassword: false,
      adminUsername: 'admin',
      adminPasswordOf: String,
    },
    requests: [given(50), challenged(50)],
    ...{ strays: [], notified: { outcome: 'taken', atMs: ago(55) }, refused: null },
    bindings: [{ authName: 'own', extension: '8001', address: '10.0.0.5' }],
    ...more,
  };
}

const silent: Change = {
  ...{ desk: newDesk, requests: [], bindings: [], notified: null },
  phone: { vendor: 'yealink', model: null, ip: null, pnpAtMs: null },
};
const attention = { phoneState: 'attention' } as const;
const stray = { what: 'wrong-token' as const, source: '10.0.0.5', count: 3, atMs: ago(20), untilMs: null };
const former = [{ authName: 'former', extension: '101', address: '10.0.0.5' }];

/** What is wrong, or not there yet. */
const findings = (change: Change) =>
  checkPhone(works(change))
    .filter(({ state }) => state !== 'ok')
    .map(({ state, code }) => `${state} ${code}`);

describe('why a phone does not work', () => {
  it('says nothing of one that works, and what it has seen of it', () => {
    expect(findings({})).toEqual([]);
    expect(checkPhone(works()).map(({ code }) => code)).toEqual([
      ...['asked', 'rightAddress', 'makerRight', 'proved', 'downloaded', 'told', 'registered', 'rightPlace'],
    ]);
  });

  it.each<[string, Change, string[]]>([
    ['it has no desk', { ...silent, desk: null }, ['warning waitsForDesk']],
    ['it was never heard of, and may still be in its box', silent, ['waiting neverAskedPnp']],
    [
      'it was never heard of, for long',
      { ...silent, desk: { ...newDesk, ...attention } },
      ['problem neverAskedPnp'],
    ],
    [
      'nobody has opened its link',
      { ...silent, desk: { ...newDesk, ...attention, provisioning: 'link' } },
      ['problem neverAskedLink'],
    ],
    [
      'no redirection has led it here',
      { ...silent, desk: { ...newDesk, ...attention, provisioning: 'rps' } },
      ['problem neverAskedRps'],
    ],
    [
      'it was told its address by PnP and did not fetch',
      { ...silent, phone: { ...works().phone, pnpAtMs: ago(90) }, desk: { ...newDesk, ...attention } },
      ['problem askedOnlyByPnp'],
    ],
    [
      'its address opens nothing',
      { ...silent, desk: newDesk, strays: [stray] },
      ['waiting neverAskedPnp', 'problem wrongToken'],
    ],
    [
      'it was told this server and no address',
      { strays: [{ ...stray, what: 'no-token' }] },
      ['problem noToken'],
    ],
    ['its network is held up for going through phones', { strays: [{ ...stray, what: 'mac-scan' }] }, []],
    ['its address was renewed and it has the old one', { strays: [stray] }, ['problem wrongToken']],
    ['it had a wrong address once and has the right one now', { strays: [{ ...stray, atMs: ago(500) }] }, []],
    [
      'another phone has its address',
      { ...silent, desk: newDesk, requests: [other(5)] },
      ['waiting neverAskedPnp', 'problem otherMac'],
    ],
    ['another phone has its address, too', { requests: [other(5), given(50)] }, ['warning otherMac']],
    ['the desk says another maker', { desk: { vendor: 'snom' } }, ['problem otherMaker']],
    ['its maker is not served', { make: { ...works().make, isServed: false } }, ['problem makerNotServed']],
    ['its model is not known', { make: { ...works().make, isModelKnown: false } }, ['warning modelUnknown']],
    ['it is elsewhere and there is no edge', { desk: { network: 'sbc' } }, ['warning noEdge']],
    ['it is elsewhere behind an edge', { desk: { network: 'sbc', hasEdge: true } }, []],
    ['it has just been challenged', { requests: [challenged(2), given(50)] }, []],
    [
      'it lost its credentials',
      { requests: [challenged(40), challenged(45), given(50)] },
      ['problem neverProved'],
    ],
    [
      'it is to show its certificate, and shows none',
      { requests: [challenged(40, 'no-certificate'), given(50)] },
      ['problem noCertificate'],
    ],
    [
      'its credentials are wrong',
      { requests: [challenged(40, 'wrong-credentials'), challenged(40), given(50)] },
      ['problem wrongCredentials'],
    ],
    [
      'it was let back in but has not come yet',
      { requests: [challenged(40)], desk: { rearmedUntilMs: NOW_MS + 1 } },
      ['waiting rearmed'],
    ],
    [
      'it broke off',
      { requests: [given(5, { outcome: 'broken-off' })], desk: { configVersion: 5, phoneState: 'updating' } },
      ['problem brokenOff'],
    ],
    [
      'it asks for other files only',
      {
        desk: { ...newDesk, ...attention },
        ...{ bindings: [], requests: [given(5, { outcome: 'not-here', version: null })], notified: null },
      },
      ['problem onlyOtherFiles'],
    ],
    [
      'it comes over plain HTTP and cannot be told to trust HTTPS',
      { desk: newDesk, bindings: [], requests: [challenged(5, 'not-over-plain')], notified: null },
      ['problem notOverPlain'],
    ],
    [
      'it was told where to go over HTTPS a moment ago',
      { desk: newDesk, bindings: [], requests: [challenged(5, 'bootstrapped')], notified: null },
      ['waiting onlyBootstrapped'],
    ],
    [
      'it was told where to go over HTTPS, and does not come',
      {
        desk: { ...newDesk, ...attention },
        ...{ bindings: [], requests: [challenged(5, 'bootstrapped')], notified: null },
      },
      ['problem onlyBootstrapped'],
    ],
    ['it is updating', { desk: { configVersion: 5, phoneState: 'updating' } }, ['waiting notYetDownloaded']],
    [
      'it was told and did not fetch',
      { desk: { configVersion: 5, ...attention } },
      ['problem notDownloaded'],
    ],
    [
      'it does not answer',
      {
        desk: { configVersion: 5, ...attention },
        notified: { outcome: 'unreachable', atMs: ago(30) },
      },
      ['problem notDownloaded', 'problem notReachable'],
    ],
    [
      'it refuses to look again',
      {
        desk: { configVersion: 5, ...attention },
        notified: { outcome: 'unknown-event', atMs: ago(30) },
      },
      ['problem notDownloaded', 'problem refusedNotify'],
    ],
    [
      'what it answered was before the last switch',
      {
        desk: { configVersion: 5, phoneState: 'updating' },
        notified: { outcome: 'unreachable', atMs: ago(90) },
      },
      ['waiting notYetDownloaded', 'waiting notYetTold'],
    ],
    [
      'nobody knows a way to it',
      { desk: { configVersion: 5, ...attention, registeredAtMs: ago(900) }, bindings: [], notified: null },
      ['problem notDownloaded', 'problem noWayToTell', 'problem neverRegistered'],
    ],
    [
      'it has downloaded and not registered',
      { desk: { ...attention, registeredAtMs: null }, bindings: [] },
      ['problem neverRegistered'],
    ],
    [
      'it has downloaded and may still register',
      { desk: { phoneState: 'updating', registeredAtMs: ago(900) }, bindings: [] },
      ['waiting notYetRegistered'],
    ],
    ['its registration ran out', { bindings: [] }, ['problem registrationLost']],
    ['it is what the desk was before', { desk: attention, bindings: former }, ['problem registeredAsFormer']],
    ...(
      [
        ['ended-credentials', 'endedCredentials'],
        ['wrong-credentials', 'wrongSipCredentials'],
        ['other-extension', 'otherExtension'],
        ['no-tls', 'needsTls'],
      ] as const
    ).map(([why, code]): [string, Change, string[]] => [
      `its REGISTER is refused for ${why}`,
      { bindings: [], refused: { for: why, from: '10.0.0.5', atMs: ago(10) } },
      [`problem ${code}`],
    ]),
    [
      'a REGISTER was refused before it registered',
      { refused: { for: 'ended-credentials', from: '10.0.0.5', atMs: ago(49) } },
      [],
    ],
    [
      'its address is banned',
      {
        bindings: [],
        strays: [{ ...stray, what: 'sip-ban', untilMs: NOW_MS + 1 }],
      },
      ['problem banned'],
    ],
    [
      'it registers from elsewhere',
      { bindings: [{ authName: 'own', extension: '8001', address: '192.0.2.9' }] },
      ['warning elsewhere'],
    ],
    [
      'it registers by IPv6 and asks by IPv4',
      { bindings: [{ authName: 'own', extension: '8001', address: '2001:db8::5' }] },
      [],
    ],
  ])('says so where %s', (_, change, expected) => {
    expect(findings(change)).toEqual(expected);
  });

  it('says what it is about, and when that was', () => {
    const [wrong] = checkPhone(works({ strays: [stray] })).filter(({ code }) => code === 'wrongToken');
    expect(wrong).toMatchObject({
      check: 'address',
      values: { source: '10.0.0.5', count: 3 },
      atMs: ago(20),
    });
  });
});
