import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone, PhoneConfig } from '#server/provisioning/phone-config.ts';
import { fanvil } from '#server/provisioning/vendors/fanvil/fanvil.ts';
import { renderFanvil } from '#server/provisioning/vendors/fanvil/render.ts';
import { deskPhone, occupiedPhone, offered, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';
import { sysConfSettings } from './sys-conf-settings.ts';

const golden = (name: string): string =>
  readFileSync(`tests/fixtures/provisioning/fanvil/${name}.cfg`, 'utf8');

const mac = '0c383e07e16c';
const phone = { mac, model: 'X4U' };
const free = deskPhone(phone);
const occupied = occupiedPhone(phone);

describe('the file of a Fanvil', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', { ...phoneBehindEdge(), ...phone }],
    ['without-side-keys', { ...occupied, model: 'X3SG' }],
    ['unknown-model', { ...occupied, model: undefined }],
    ['released', { ...releasedPhone, ...phone }],
    ['firmware', { ...free, firmware: offered('X4U-2.12.16.17.z') }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderFanvil(config)).toBe(golden(name));
  });

  it('says 3 for TLS, as two of the three sources have it', () => {
    const { account } = free;
    const transports = (['udp', 'tcp', 'tls'] as const).map((transport) =>
      sysConfSettings(renderFanvil({ ...free, account: { ...account, transport } })).get(
        'sip/line1/Transport',
      ),
    );
    expect(transports).toEqual(['0', '1', '3']);
  });

  it('has a higher version after every change, as a number and as a text, also at another desk', () => {
    const version = (config: PhoneConfig): string =>
      sysConfSettings(renderFanvil(config)).get('Version') ?? '';
    const elsewhere = { ...free, version: 1, versionAtMs: free.versionAtMs + 100 };
    for (const later of [elsewhere, occupied, { ...releasedPhone, ...phone }]) {
      expect(Number(version(later))).toBeGreaterThan(Number(version(free)));
      expect(version(later) > version(free)).toBe(true);
    }
  });

  it('leaves nothing of the person before: every name that one file has, the other has too', () => {
    const names = (config: DeskPhone) => [...sysConfSettings(renderFanvil(config)).keys()];
    expect(names(free)).toEqual(names(occupied));
    const text = renderFanvil(free);
    for (const trace of ['Ada', '101 ', '>101</PhoneNumber', 'session']) expect(text).not.toContain(trace);
  });

  it('empties every other line and key, and what somebody set on the phone', () => {
    const settings = sysConfSettings(renderFanvil(occupied));
    for (let line = 2; line <= 20; line += 1) {
      expect(settings.get(`sip/line${line}/EnableReg`)).toBe('0');
      expect(settings.get(`sip/line${line}/RegisterPswd`)).toBe('');
    }
    expect(settings.get('sip/line1/AlwaysFWDNum')).toBe('');
    expect(settings.get('sip/line1/EnableDND')).toBe('0');
    for (let key = 1; key <= 6; key += 1) expect(settings.get(`dsskey/internal5/Fkey${key}/Type`)).toBe('0');
  });

  it('dials the voicemail key from its message key, too', () => {
    const keys = [...free.keys, { does: 'voicemail', dials: '*97', label: 'Mail' } as const];
    const mailbox = (config: DeskPhone) => sysConfSettings(renderFanvil(config)).get('sip/line1/MWINum');
    expect([mailbox({ ...free, keys }), mailbox(free)]).toEqual(['*97', '']);
  });

  it('keeps nothing of the way to us when it is released', () => {
    const released = sysConfSettings(renderFanvil({ ...releasedPhone, ...phone }));
    const way = ['Transport', 'MediaCrypto', 'ProxyAddr', 'ProxyPort'];
    expect(way.map((name) => released.get(`sip/line1/${name}`))).toEqual(['0', '0', '', '']);
  });

  it('puts the keys beside the display first, and the others on pages', () => {
    const settings = sysConfSettings(renderFanvil(occupied));
    const key = (place: string) => [
      settings.get(`dsskey/${place}/Type`),
      settings.get(`dsskey/${place}/Value`),
    ];
    expect(key('dssSide1/Fkey1')).toEqual(['2', 'SIP1']);
    expect(key('dssSide1/Fkey2')).toEqual(['1', '*71@1/f']);
    expect(key('dssSide1/Fkey3')).toEqual(['1', '102@1/ba']);
    expect(key('internal1/Fkey1')).toEqual(['1', '0891234567@1/f']);
  });

  it('shows a model that nobody knows the way in on both kinds of keys', () => {
    const settings = sysConfSettings(renderFanvil({ ...free, model: 'X999' }));
    for (const place of ['dssSide1', 'internal1'])
      expect(settings.get(`dsskey/${place}/Fkey2/Value`)).toBe('*70@1/f');
    expect(fanvil.shapeOf('X999').isKnown).toBe(false);
    expect(fanvil.shapeOf('X4U-V2')).toEqual(fanvil.shapeOf('X4U'));
    expect(fanvil.shapeOf('X6U Pro')).toEqual(fanvil.shapeOf('X6U'));
  });
});

describe('what a Fanvil asks for', () => {
  it.each([`${mac}.cfg`, `${mac.toUpperCase()}.CFG`])('is there: %s', (name) => {
    expect(fanvil.fileFor(name, free)).toMatchObject({ is: 'device', text: renderFanvil(free) });
  });

  it.each(['', 'F00000000000.boot', `${mac}.boot`, 'f0X4hw1.100.cfg', 'fanvil_x4u_v2_hwv2_0.txt', 'sip.cfg'])(
    'is not there: "%s"',
    (name) => {
      expect(fanvil.fileFor(name, free)).toBeUndefined();
    },
  );

  it('can be led here by DHCP, the phone putting its own MAC in', () => {
    expect(fanvil.dhcpOptions('http://pbx/p/t/')).toContainEqual({
      code: 66,
      value: 'http://pbx/p/t/$mac.cfg',
    });
  });
});
