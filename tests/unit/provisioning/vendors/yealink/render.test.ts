import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone } from '#server/provisioning/phone-config.ts';
import { renderYealink } from '#server/provisioning/vendors/yealink/render.ts';
import { deskPhone } from '../../desk-phone.ts';
import { parseYealink } from './parse-yealink.ts';

const golden = (name: string): string =>
  readFileSync(`tests/fixtures/provisioning/yealink/${name}.cfg`, 'utf8');

const free = deskPhone();
const occupied = deskPhone({
  version: 13,
  key: { does: 'log-out', dials: '*71' },
  language: 'de',
  account: {
    ...free.account,
    label: '101 Ada Lovelace',
    displayName: 'Ada Lovelace',
    extension: '101',
    authName: 'sessionauthnameabcde',
    secret: 'session-secret',
  },
});
const behindSbc = deskPhone({ account: { ...free.account, transport: 'tcp', isBehindNat: true } });

describe('the file of a Yealink', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', behindSbc],
    ['released', { is: 'released-phone', mac: free.mac, version: 14 }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderYealink(config)).toBe(golden(name));
  });

  it('begins with the line that the phone wants first, and then the version', () => {
    const [first, second] = renderYealink(occupied).split('\n');
    expect(first).toBe('#!version:1.0.0.1');
    expect(second).toBe('## configuration version: 13');
  });

  it('differs between two versions, because the phone compares its MD5', () => {
    expect(renderYealink({ ...free, version: 13 })).not.toBe(renderYealink(free));
  });

  it('leaves nothing of the person before: every name that one file has, the other has too', () => {
    const names = (config: DeskPhone) => [...parseYealink(renderYealink(config)).keys()];
    expect(names(free)).toEqual(names(occupied));
    const text = renderYealink(free);
    for (const trace of ['Ada', '101', 'session']) expect(text).not.toContain(trace);
  });

  it('empties accounts 2 to 16 and keys 3 to 29', () => {
    const settings = parseYealink(renderYealink(occupied));
    for (let n = 2; n <= 16; n += 1) {
      expect(settings.get(`account.${n}.enable`)).toBe('0');
      expect(settings.get(`account.${n}.password`)).toBe('%NULL%');
    }
    for (let n = 3; n <= 29; n += 1) {
      expect(settings.get(`linekey.${n}.type`)).toBe('0');
      expect(settings.get(`linekey.${n}.value`)).toBe('%NULL%');
    }
  });

  it('turns plug and play off, and a released one on again', () => {
    const settings = parseYealink(renderYealink(free));
    expect(settings.get('static.auto_provision.pnp_enable')).toBe('0');
    expect(settings.get('sip.notify_reboot_enable')).toBe('0');
    const released = parseYealink(renderYealink({ is: 'released-phone', mac: free.mac, version: 14 }));
    expect(released.get('static.auto_provision.pnp_enable')).toBe('1');
    expect(released.get('account.1.enable')).toBe('0');
    expect(released.get('static.auto_provision.server.url')).toBe('%NULL%');
  });

  it('speaks the words of a language that it has, and English otherwise', () => {
    const label = (language: string) =>
      parseYealink(renderYealink({ ...free, language })).get('linekey.2.label');
    expect([label('fr'), label('es'), label('xx')]).toEqual(['Connexion', 'Entrar', 'Log in']);
  });
});
