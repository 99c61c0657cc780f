import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone, PhoneConfig } from '#server/provisioning/phone-config.ts';
import { gigaset } from '#server/provisioning/vendors/gigaset/gigaset.ts';
import { dialectOf, shapeOfGigaset } from '#server/provisioning/vendors/gigaset/models.ts';
import { readNvm } from '#server/sim/makes/gigaset-maxwell.ts';
import { readSnomSettings } from '#server/sim/makes/snom-settings.ts';
import { readXml } from '#server/sim/read-xml.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';

const PHONES = {
  p: { mac: '14b370112233', model: 'P850' },
  maxwell: { mac: '7c2f8030d21e', model: 'Maxwell 3' },
  dect: { mac: '7c2f80e0d605', model: 'N870' },
} as const;
type Kind = keyof typeof PHONES;

const text = (config: PhoneConfig): string => gigaset.fileFor('config.xml', config)?.text ?? '';
const settings = (config: PhoneConfig) => readNvm(text(config)) ?? readSnomSettings(readXml(text(config)));
const states = (kind: Kind) => ({
  free: deskPhone(PHONES[kind]),
  occupied: occupiedPhone(PHONES[kind]),
  'behind-sbc': { ...phoneBehindEdge(), ...PHONES[kind] },
  released: { ...releasedPhone, ...PHONES[kind] },
});
const kinds = Object.keys(PHONES) as Kind[];

describe('the file of a Gigaset', () => {
  it.each(
    kinds.flatMap((kind) =>
      Object.entries(states(kind)).map(([state, config]) => [`${kind}-${state}`, config] as const),
    ),
  )('is what was reviewed: %s', (name, config) => {
    expect(text(config)).toBe(readFileSync(`tests/fixtures/provisioning/gigaset/${name}.xml`, 'utf8'));
  });

  it.each(kinds)('leaves nothing of the person before: %s', (kind) => {
    const { free, occupied } = states(kind);
    expect([...settings(free).keys()]).toEqual([...settings(occupied).keys()]);
    for (const trace of ['Ada', '101', 'session']) expect(text(free)).not.toContain(trace);
  });

  it('is in the dialect that the phone reads, by its model, and by its MAC where that is not known', () => {
    expect(dialectOf('P850W', '7c2f80112233')).toBe('snom');
    expect(dialectOf('Maxwell Basic', '000413e20000')).toBe('maxwell');
    expect(dialectOf('N670', '7c2f80112233')).toBe('dect');
    expect(dialectOf(undefined, '7c2f80112233')).toBe('maxwell');
    expect(dialectOf(undefined, '000413e20000')).toBe('snom');
    expect(dialectOf('X99', '14b370112233')).toBe('snom');
  });

  it('empties a Maxwell’s other accounts, and logs in by a soft key where it has no others', () => {
    const config = { ...states('maxwell').free, model: 'Maxwell Basic' };
    const params = settings(config);
    for (const n of [1, 2, 3]) {
      expect(params.get(`SIP.Account.${n}.Active`)).toBe('0');
      expect(params.get(`SIP.Account.${n}.AuthPassword`)).toBe('');
    }
    expect(params.get('PhoneUI.Keys.SoftKeys.0.PhoneNumber')).toBe('*70');
    for (let n = 0; n < 8; n += 1) expect(params.get(`PhoneUI.Keys.FunctionKeys.${n}.Type`)).toBe('-1');
  });

  it('lets no DHCP server lead a Maxwell away, and a released one again', () => {
    const name = 'NET.IP.IPv4.DHCP.Options.Disabled';
    const { free, released } = states('maxwell');
    expect([free, released].map((config) => settings(config).get(name))).toEqual(['66,114', '']);
  });

  it('leaves a DECT base’s other handsets alone', () => {
    const others = [...settings(states('dect').occupied).keys()].filter((name) => /\.0000[^1]/.test(name));
    expect(others).toEqual([]);
    expect(text(states('dect').occupied)).not.toContain('<oper');
  });
});

describe('what a Gigaset asks for', () => {
  const free: DeskPhone = states('maxwell').free;

  it('gets its file by its MAC in any case, and at the address that it is told', () => {
    for (const name of ['7C2F8030D21E.xml', '7c2f8030d21e.xml', 'config.xml', ''])
      expect(gigaset.fileFor(name, free)?.is).toBe('device');
    expect(gigaset.pnpAddress?.('https://perch.example/p/x/')).toBe('https://perch.example/p/x/config.xml');
  });

  it.each(['7c2f80000000.xml', 'master.bin', 'maxwell.bin'])('has no %s', (name) => {
    expect(gigaset.fileFor(name, free)).toBeUndefined();
  });

  it('of an old DECT base has nothing that it could read', () => {
    for (const model of ['N510', 'N720', 'C590', 'DE900'])
      expect(gigaset.fileFor('config.xml', { ...free, model })).toBeUndefined();
  });
});

describe('what is known of a Gigaset', () => {
  it('are the keys of each model, and two or none where nobody knows it', () => {
    expect(shapeOfGigaset('P850W')).toMatchObject({ isKnown: true, keys: 36 });
    expect(shapeOfGigaset('Maxwell_3')).toMatchObject({ isKnown: true, keys: 8 });
    expect(shapeOfGigaset('Maxwell 9')).toMatchObject({ isKnown: false, keys: 0 });
    expect(shapeOfGigaset(undefined)).toMatchObject({ isKnown: false, keys: 2 });
    expect(shapeOfGigaset('N870')).toMatchObject({ isKnown: false, keys: 0, family: 'DECT' });
  });

  it('is how it looks again; a DECT base is never told to restart', () => {
    expect(gigaset.resyncOf('P850')).toMatchObject({ sync: 'check-sync;reboot=false' });
    // A base knows no parameter of the event.
    expect(gigaset.resyncOf('N870')).toMatchObject({ sync: 'check-sync', reboot: undefined });
  });
});
