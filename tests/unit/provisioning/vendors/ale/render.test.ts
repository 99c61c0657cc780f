import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import { renderAle } from '#server/provisioning/vendors/ale/render.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';
import { parseAle } from './parse-ale.ts';

const golden = (name: string): string => readFileSync(`tests/fixtures/provisioning/ale/${name}.xml`, 'utf8');

const myriad = { mac: '3c28a620089e', model: 'M5' };
const halo = { mac: '3c28a6200088', model: 'H3P' };
const deskphone = { mac: '487a55023075', model: '8028s' };

const settingsOf = (config: PhoneConfig) => parseAle(renderAle(config));

describe('the file of an ALE phone', () => {
  it.each([
    ['free', deskPhone({ ...myriad, timeZone: 'Europe/Berlin' })],
    ['occupied', occupiedPhone(myriad)],
    ['behind-sbc', { ...phoneBehindEdge(), ...myriad }],
    ['released', { ...releasedPhone, ...myriad }],
    ['halo-occupied', occupiedPhone(halo)],
    ['halo-released', { ...releasedPhone, ...halo }],
    ['8028s-free', deskPhone(deskphone)],
    ['8028s-occupied', occupiedPhone(deskphone)],
    ['8028s-released', { ...releasedPhone, ...deskphone }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderAle(config)).toBe(golden(name));
  });

  it.each([myriad, deskphone])('leaves nothing of the person before on a $model', (phone) => {
    const [free, occupied] = [deskPhone(phone), occupiedPhone(phone)];
    expect([...settingsOf(free).keys()]).toEqual([...settingsOf(occupied).keys()]);
    for (const trace of ['Ada', '"101', 'session']) expect(renderAle(free)).not.toContain(trace);
  });

  it('empties every other account and key', () => {
    const settings = settingsOf(occupiedPhone(myriad));
    for (let n = 2; n <= 8; n += 1) {
      expect(settings.get(`Account${n}Enable`)).toBe('false');
      expect(settings.get(`Account${n}Password`)).toBe('');
    }
    for (let n = 5; n <= 28; n += 1) {
      expect(settings.get(`ProgramKey${n}Value`)).toBe('');
      expect(settings.get(`ProgramKey${n}Label`)).toBe('');
    }
  });

  it('leaves no realm of ours on an 80x8s whose desk is gone', () => {
    const settings = settingsOf({ ...releasedPhone, ...deskphone });
    expect(settings.get('SIPGroup1AuthenticationRealm')).toBe('');
  });

  it('leaves the first key a line, and puts the others behind it', () => {
    const settings = settingsOf(occupiedPhone(myriad));
    expect(settings.has('ProgramKey1Type')).toBe(false);
    const key = (n: number) =>
      ['Type', 'Label', 'Value'].map((name) => settings.get(`ProgramKey${n}${name}`));
    expect(key(2)).toEqual(['1', 'Abmelden', '*71']);
    expect(key(3)).toEqual(['59', 'Charles', '102']);
    expect(key(4)).toEqual(['1', 'Werkstatt', '0891234567']);
    const other = settingsOf(occupiedPhone(deskphone));
    expect([2, 3, 4, 5].map((n) => other.get(`SIPUseDeviceKey${n}`))).toEqual([
      '*71',
      '102',
      '0891234567',
      '',
    ]);
  });

  it('lets any star be dialled', () => {
    const settings = settingsOf(deskPhone(myriad));
    for (const digitMap of ['Account1DigitMap', 'DigitMap']) {
      expect(settings.get(digitMap)).toBe('');
      expect(settings.get(`${digitMap}Enable`)).toBe('false');
    }
  });

  it('puts the registrar’s port where an 80x8s has a place for it', () => {
    const { account } = deskPhone();
    const registrar = { host: 'pbx.example', port: 5070 };
    const settings = settingsOf(deskPhone({ ...deskphone, account: { ...account, registrar } }));
    const proxy = ['Address', 'Port'].map((name) => settings.get(`SIPGroup1OutBoundProxy${name}`));
    expect(proxy).toEqual(['pbx.example', '5070']);
  });
});
