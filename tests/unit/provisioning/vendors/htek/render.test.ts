import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import { renderHtek } from '#server/provisioning/vendors/htek/render.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';
import { parseHtek } from './parse-htek.ts';

const golden = (name: string): string => readFileSync(`tests/fixtures/provisioning/htek/${name}.xml`, 'utf8');

const phone = { mac: '001fc11c22a9', model: 'UC926' };
const free = deskPhone(phone);
const occupied = occupiedPhone(phone);

const settingsOf = (config: PhoneConfig) => parseHtek(renderHtek(config));

describe('the file of an Htek', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', { ...phoneBehindEdge(), ...phone }],
    ['released', { ...releasedPhone, ...phone }],
    ['no-keys', deskPhone({ ...phone, model: 'UC802' })],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderHtek(config)).toBe(golden(name));
  });

  it('leaves nothing of the person before', () => {
    expect([...settingsOf(free).keys()]).toEqual([...settingsOf(occupied).keys()]);
    for (const trace of ['Ada', '>101 ', 'session']) expect(renderHtek(free)).not.toContain(trace);
  });

  it('empties every other account', () => {
    const settings = settingsOf(occupied);
    for (const active of ['P401', 'P501', 'P601', 'P20360', 'P20361']) expect(settings.get(active)).toBe('0');
    for (const password of ['P734', 'P506', 'P606', 'P1706', 'P1806'])
      expect(settings.get(password)).toBe('');
  });

  it('numbers the first four keys by what is said of them, and the others key by key', () => {
    const settings = settingsOf(
      occupiedPhone({
        ...phone,
        keys: [...occupied.keys, { does: 'transfer', dials: '103', label: 'To Bo' }],
      }),
    );
    const key = (...p: number[]) => p.map((number) => settings.get(`P${number}`));
    expect(key(41_200, 41_300, 41_400)).toEqual(['1', '', '101 Ada Lovelace']);
    expect(key(41_201, 41_301, 41_401)).toEqual(['2', '*71', 'Abmelden']);
    expect(key(41_202, 41_302, 41_402)).toEqual(['3', '102', 'Charles']);
    expect(key(20_200, 20_201, 20_202)).toEqual(['19', '103', 'To Bo']);
    expect(key(20_355)).toEqual(['0']);
  });

  it('counts the life of a registration in minutes', () => {
    const minutes = (expiresSeconds: number) =>
      settingsOf(deskPhone({ ...phone, account: { ...free.account, expiresSeconds } })).get('P32');
    expect([600, 119, 30].map(minutes)).toEqual(['10', '1', '1']);
  });

  it('lets any star be dialled, and is told to look by NOTIFY', () => {
    const settings = settingsOf(free);
    expect(['P4200', 'P191', 'P24012'].map((p) => settings.get(p))).toEqual(['{[x*]+}', '0', '1']);
  });
});
