import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone } from '#server/provisioning/phone-config.ts';
import { P_NUMBERS } from '#server/provisioning/vendors/grandstream/p-numbers.ts';
import { renderGrandstream } from '#server/provisioning/vendors/grandstream/render.ts';
import { deskPhone, occupiedPhone, offered, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';
import { parseGrandstream } from './parse-grandstream.ts';

const mac = '000b82aabbcc';
const [gxp, grp, ht] = ['GXP2170', 'GRP2614', 'HT802'].map((model) => ({ mac, model }));
const golden = (name: string): string =>
  readFileSync(`tests/fixtures/provisioning/grandstream/${name}.xml`, 'utf8');

const settingsOf = (config: DeskPhone) => parseGrandstream(renderGrandstream(config)).settings;

describe('the file of a Grandstream', () => {
  it.each([
    ['gxp-free', deskPhone({ ...gxp, timeZone: 'Europe/Berlin' })],
    ['gxp-occupied', occupiedPhone(gxp)],
    ['gxp-behind-sbc', { ...phoneBehindEdge(), ...gxp }],
    ['gxp-released', { ...releasedPhone, ...gxp }],
    ['grp-free', deskPhone({ ...grp, timeZone: 'Europe/Berlin' })],
    ['grp-occupied', occupiedPhone(grp)],
    ['grp-behind-sbc', { ...phoneBehindEdge(), ...grp }],
    ['grp-released', { ...releasedPhone, ...grp }],
    ['grp-firmware', deskPhone({ ...grp, firmware: offered('grp2614fw.bin') })],
    ['gxp-firmware', deskPhone({ ...gxp, firmware: offered('gxp2170fw.bin') })],
    ['gxp16-occupied', occupiedPhone({ mac, model: 'GXP1630' })],
    ['gxp210-occupied', occupiedPhone({ mac, model: 'GXP2120' })],
    ['ht-free', deskPhone({ ...ht })],
    ['ht-occupied', occupiedPhone(ht)],
    ['ht-behind-sbc', { ...phoneBehindEdge(), ...ht }],
    ['ht-firmware', deskPhone({ ...ht, firmware: offered('ht802fw.bin') })],
    ['ht-released', { ...releasedPhone, ...ht }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderGrandstream(config)).toBe(golden(name));
  });

  it('names its phone, for a phone passes over what is another’s', () => {
    expect(parseGrandstream(renderGrandstream(deskPhone(gxp))).mac).toBe(mac);
  });

  it.each([
    ['GXP2170', '1'],
    ['HT801', '1'],
    [undefined, '1'],
    ['GRP2614', '2'],
    ['GRP9999', '2'],
  ])('of a %s is of config version %s', (model, version) => {
    expect(parseGrandstream(renderGrandstream(deskPhone({ mac, model }))).version).toBe(version);
  });

  it('says the same in P-values as in items, but for accounts that no P-values are known of', () => {
    const items = [...settingsOf(deskPhone({ ...grp, model: 'GRP2615' })).keys()];
    const unknown = items.filter((name) => !P_NUMBERS.has(name));
    expect(unknown.every((name) => /^account\.(?:[7-9]|1[0-6])\./.test(name))).toBe(true);
    expect(new Set(P_NUMBERS.values()).size).toBe(P_NUMBERS.size);
  });

  it('counts the life of a registration in minutes', () => {
    const { account } = deskPhone();
    const minutes = (expiresSeconds: number) =>
      settingsOf(deskPhone({ ...gxp, account: { ...account, expiresSeconds } })).get('P32');
    expect([600, 119, 30].map(minutes)).toEqual(['10', '1', '1']);
  });

  it('leaves `*70` to the server, and every star to the dial plan', () => {
    for (const [phone, features, plan] of [
      [gxp, 'P191', 'P290'],
      [ht, 'P191', 'P4200'],
      [grp, 'account.1.featureCodes.callFeatures', 'account.1.call.dialplan'],
    ] as const) {
      const settings = settingsOf(deskPhone(phone));
      expect(['0', 'No']).toContain(settings.get(features));
      expect(settings.get(plan)).toBe('{ [*x]+ | \\+x+ }');
    }
  });

  it('speaks the person’s language where there is a display, and an adapter has none', () => {
    const language = (phone: typeof gxp) => settingsOf(occupiedPhone(phone)).get('P1362');
    expect([language(gxp), language(ht)]).toEqual(['de', undefined]);
  });

  it('lets no NOTIFY reset the phone, and none unsigned change it', () => {
    const settings = settingsOf(deskPhone(gxp));
    expect(settings.get('P26015')).toBe('0');
    expect(settings.get('P4428')).toBe('0');
    const items = settingsOf(deskPhone(grp));
    expect(items.get('account.1.sip.allowSipReset')).toBe('No');
    expect(items.get('sip.notify.challenge')).toBe('Yes');
  });

  it.each([gxp, grp, ht])('leaves nothing of the person before on a $model', (phone) => {
    const [free, occupied] = [deskPhone(phone), occupiedPhone(phone)];
    expect([...settingsOf(free).keys()]).toEqual([...settingsOf(occupied).keys()]);
    const text = renderGrandstream(free);
    for (const trace of ['Ada', '>101 ', 'session']) expect(text).not.toContain(trace);
  });

  it('dials the voicemail key from its message key, too', () => {
    const mailbox = { does: 'voicemail', dials: '*97', label: 'Mail' } as const;
    const withMailbox = deskPhone({ ...gxp, keys: [...deskPhone().keys, mailbox] });
    expect([withMailbox, deskPhone(gxp)].map((config) => settingsOf(config).get('P33'))).toEqual(['*97', '']);
  });

  it.each([
    [gxp, ['P48', 'P130', 'P183'], ['', '0', '0']],
    [ht, ['P48', 'P130', 'P183'], ['', '0', '0']],
    [
      grp,
      ['account.1.sip.outboundProxy.1.address', 'account.1.sip.transport', 'account.1.audio.srtpMode'],
      ['', 'UDP', 'Disabled'],
    ],
  ])('keeps nothing of the way to us when a %o is released', (phone, names, values) => {
    const { settings } = parseGrandstream(renderGrandstream({ ...releasedPhone, ...phone }));
    expect(names.map((name) => settings.get(name))).toEqual(values);
  });

  it('has keys that the model has: lines and fixed keys count from 10, dynamic and physical ones from 0', () => {
    const modes = (model: string, names: readonly string[]) => {
      const settings = settingsOf(occupiedPhone({ mac, model }));
      return names.map((name) => settings.get(name));
    };
    const firstFour = ['P1363', 'P1365', 'P1367', 'P1369'];
    expect(modes('GXP2170', firstFour)).toEqual(['0', '10', '11', '10']);
    expect(modes('GXP2130', firstFour)).toEqual(['0', '10', '11', '0']);
    expect(modes('GXP1628', [...firstFour, 'P323', 'P324', 'P325'])).toEqual([
      ...['0', '10', undefined, undefined],
      ...['1', '0', '0'],
    ]);
    expect(modes('GXP9999', firstFour)).toEqual(['0', '10', undefined, undefined]);
  });

  it('makes a line of a key that cannot be told to do nothing', () => {
    const settings = settingsOf(deskPhone({ mac, model: 'GXP1630' }));
    expect(['P1363', 'P1365', 'P1367', 'P323'].map((name) => settings.get(name))).toEqual([
      '0',
      '10',
      '0',
      '0',
    ]);
  });

  it('names every key, for one that is missing takes away those behind it', () => {
    const modes = [...settingsOf(deskPhone(grp))].filter(([name]) => name.endsWith('.keyMode'));
    expect(modes.map(([, mode]) => mode)).toEqual(['Line', 'SpeedDial', ...Array(38).fill('None')]);
  });

  it('speaks HTTPS where the address does', () => {
    const { provisioning } = deskPhone();
    const settings = settingsOf(
      deskPhone({ ...gxp, provisioning: { ...provisioning, url: 'https://pbx.example/p/token/' } }),
    );
    expect([settings.get('P212'), settings.get('P237')]).toEqual(['2', 'pbx.example/p/token']);
  });
});
