import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone } from '#server/provisioning/phone-config.ts';
import { renderYealink } from '#server/provisioning/vendors/yealink/render.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';
import { parseYealink } from './parse-yealink.ts';

const golden = (name: string): string =>
  readFileSync(`tests/fixtures/provisioning/yealink/${name}.cfg`, 'utf8');

const free = deskPhone();
const occupied = occupiedPhone();

describe('the file of a Yealink', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', phoneBehindEdge()],
    ['released', releasedPhone],
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

  it('empties every other account and key', () => {
    const settings = parseYealink(renderYealink(occupied));
    for (let n = 2; n <= 16; n += 1) {
      expect(settings.get(`account.${n}.enable`)).toBe('0');
      expect(settings.get(`account.${n}.password`)).toBe('%NULL%');
    }
    for (let n = occupied.keys.length + 1; n <= 29; n += 1) {
      expect(settings.get(`linekey.${n}.type`)).toBe('0');
      expect(settings.get(`linekey.${n}.value`)).toBe('%NULL%');
    }
  });

  it('turns plug and play off, and a released one on again', () => {
    const settings = parseYealink(renderYealink(free));
    expect(settings.get('static.auto_provision.pnp_enable')).toBe('0');
    expect(settings.get('sip.notify_reboot_enable')).toBe('0');
    const released = parseYealink(renderYealink(releasedPhone));
    expect(released.get('static.auto_provision.pnp_enable')).toBe('1');
    expect(released.get('account.1.enable')).toBe('0');
    expect(released.get('static.auto_provision.server.url')).toBe('%NULL%');
  });

  it('has as many keys as the model, and two where nobody knows the model', () => {
    const types = (model: string | undefined) => {
      const settings = parseYealink(renderYealink({ ...occupied, model }));
      return [1, 2, 3, 4].map((n) => settings.get(`linekey.${n}.type`));
    };
    expect(types('T54W')).toEqual(['15', '13', '16', '13']);
    expect(types('T40G')).toEqual(['15', '13', '16', '0']);
    expect(types('T99X')).toEqual(['15', '13', '0', '0']);
    expect(types(undefined)).toEqual(['15', '13', '0', '0']);
  });
});
