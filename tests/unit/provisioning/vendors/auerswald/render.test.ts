import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import { renderAuerswald } from '#server/provisioning/vendors/auerswald/render.ts';
import { readAuerswald } from '#server/sim/makes/auerswald.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';

const golden = (name: string): string =>
  readFileSync(`tests/fixtures/provisioning/auerswald/${name}.xml`, 'utf8');

const screen = { mac: '00095200000e', model: 'D-400' };
const keys = { mac: '00095200000f', model: 'D-200' };

const settingsOf = (config: PhoneConfig) => new Map(readAuerswald(renderAuerswald(config)));
const scriptOf = (settings: Map<string, string>, n: number) =>
  settings.get(`keys/phoneXtensions/key[${n}]/keyConfiguration/lua/code`);
const labelOf = (settings: Map<string, string>, n: number) =>
  settings.get(`keys/phoneXtensions/key[${n}]/@label`);

describe('the file of an Auerswald phone', () => {
  it.each([
    ['free', deskPhone(screen)],
    ['occupied', occupiedPhone(screen)],
    ['behind-sbc', { ...phoneBehindEdge(), ...screen }],
    ['released', { ...releasedPhone, ...screen }],
    ['d200-occupied', occupiedPhone(keys)],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderAuerswald(config)).toBe(golden(name));
  });

  it.each([screen, keys])('leaves nothing of the person before on a $model', (phone) => {
    const [free, occupied] = [deskPhone(phone), occupiedPhone(phone)];
    expect([...settingsOf(free).keys()]).toEqual([...settingsOf(occupied).keys()]);
    for (const trace of ['Ada', '101', 'session', 'Werkstatt'])
      expect(renderAuerswald(free)).not.toContain(trace);
  });

  it('has all six identities, as the maker wants the list, and one of them active', () => {
    const settings = settingsOf(occupiedPhone(screen));
    const active = [1, 2, 3, 4, 5, 6].map((n) => settings.get(`identities/identity[${n}]/active`));
    expect(active).toEqual(['true', 'false', 'false', 'false', 'false', 'false']);
    for (let n = 2; n <= 6; n += 1) expect(settings.get(`identities/identity[${n}]/password`)).toBe('');
    expect(settings.has('identities/identity[7]/active')).toBe(false);
  });

  it('registers by the name of its credentials, and shows who sits here', () => {
    const settings = settingsOf(occupiedPhone(screen));
    const identity = (name: string) => settings.get(`identities/identity[1]/${name}`);
    expect([identity('username'), identity('displayname')]).toEqual([
      'sessionauthnameabcde',
      '101 Ada Lovelace',
    ]);
  });

  it.each([
    [60, '5'],
    [600, '10'],
    [7_200, '60'],
  ])('says minutes of %i seconds that the phone takes: %s', (expiresSeconds, minutes) => {
    const { account } = deskPhone();
    const settings = settingsOf(deskPhone({ ...screen, account: { ...account, expiresSeconds } }));
    expect(settings.get('identities/identity[1]/registerInterval')).toBe(minutes);
  });

  it('takes a NOTIFY of the server and of the edge', () => {
    const listed = (config: PhoneConfig) =>
      [1, 2].map((n) => settingsOf(config).get(`provisioning/sip/allowlist/allowlistEntry[${n}]`));
    expect(listed(deskPhone(screen))).toEqual(['192.168.1.10', '192.168.1.10']);
    expect(listed({ ...phoneBehindEdge(), ...screen })).toEqual(['192.168.1.10', 'edge.example']);
    expect(listed({ ...releasedPhone, ...screen })).toEqual(['', '']);
  });

  it('is led nowhere by others while it has its desk, and by anybody when that is gone', () => {
    const ways = (config: PhoneConfig) =>
      ['dhcp', 'redirect', 'pbx'].map((way) => settingsOf(config).get(`provisioning/${way}`));
    expect(ways(deskPhone(screen))).toEqual(['false', 'false', 'false']);
    expect(ways({ ...releasedPhone, ...screen })).toEqual(['true', 'true', 'true']);
  });

  it('gives every key a script, and those that do nothing an empty one', () => {
    const settings = settingsOf(occupiedPhone(screen));
    expect([labelOf(settings, 1), scriptOf(settings, 1)]).toEqual(['101 Ada Lovelace', '']);
    expect([labelOf(settings, 2), scriptOf(settings, 2)]).toEqual([
      'Abmelden',
      'function onKeyUp() sip.invite("*71") end',
    ]);
    expect(scriptOf(settings, 3)).toMatch(/sip\.subscribe\("102", notify\)$/);
    for (let n = 5; n <= 20; n += 1) expect([labelOf(settings, n), scriptOf(settings, n)]).toEqual(['', '']);
    expect(scriptOf(settings, 21)).toBeUndefined();
    expect(scriptOf(settingsOf(occupiedPhone(keys)), 18)).toBe('');
  });

  it('lets no number out of its quotes', () => {
    const { keys: own } = deskPhone();
    const dials = '"); os.exit() --\\';
    const settings = settingsOf(
      deskPhone({ ...screen, keys: [...own, { does: 'speed-dial', dials, label: 'Trick' }] }),
    );
    expect(scriptOf(settings, 3)).toBe('function onKeyUp() sip.invite("\\"); os.exit() --\\\\") end');
  });
});
