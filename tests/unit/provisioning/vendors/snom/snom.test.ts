import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import { shapeOfSnom } from '#server/provisioning/vendors/snom/models.ts';
import { snom } from '#server/provisioning/vendors/snom/snom.ts';
import { readSnomSettings } from '#server/sim/makes/snom-settings.ts';
import { readXml } from '#server/sim/read-xml.ts';
import { deskPhone, occupiedPhone, offered, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';

const own = { mac: '0004139abcde', model: 'D785' };
const free = deskPhone(own);
const occupied = occupiedPhone(own);
const behindEdge = { ...phoneBehindEdge(), ...own };
const released = { ...releasedPhone, ...own };

const file = (config: PhoneConfig, name = '0004139ABCDE.xml') => snom.fileFor(name, config);
const text = (config: PhoneConfig): string => file(config)?.text ?? '';
const settings = (config: PhoneConfig) => readSnomSettings(readXml(text(config)));

describe('the file of a Snom', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', behindEdge],
    ['released', released],
    ['firmware', { ...free, firmware: offered('snomD785-10.1.184.15-SIP-r.bin') }],
    ['few-keys', { ...occupied, model: 'D717' }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(text(config)).toBe(readFileSync(`tests/fixtures/provisioning/snom/${name}.xml`, 'utf8'));
  });

  it('leaves nothing of the person before: every name that one file has, the other has too', () => {
    expect([...settings(free).keys()]).toEqual([...settings(occupied).keys()]);
    for (const trace of ['Ada', '101', 'session']) expect(text(free)).not.toContain(trace);
  });

  it('says before all else that a changed setting is no reason to restart', () => {
    expect([...settings(free)][0]).toEqual(['auto_reboot_on_setting_change', 'off']);
  });

  it('turns off every other identity, the contacts and whatever the person before had forwarded', () => {
    const names = settings(occupied);
    for (let n = 2; n <= 12; n += 1) {
      expect(names.get(`user_active ${n}`)).toBe('off');
      expect(names.get(`user_pass ${n}`)).toBe('');
    }
    for (const kind of ['all', 'busy', 'time']) {
      expect(names.get(`fwd_${kind}_enabled 1`)).toBe('off');
      expect(names.get(`fwd_${kind}_target 1`)).toBe('');
    }
    expect(text(occupied)).toContain('<tbook e="2" complete="true"></tbook>');
  });

  it('has as many keys as the model, and two where nobody knows the model', () => {
    const keys = (model: string | undefined) => {
      const names = settings({ ...occupied, model });
      return [0, 1, 2, 3].map((idx) => names.get(`fkey ${idx}`));
    };
    expect(keys('D785')).toEqual(['line', 'speed *71', 'blf 102', 'speed 0891234567']);
    expect(keys('snomD717')).toEqual(['line', 'speed *71', 'blf 102', 'none']);
    expect(keys('D999')).toEqual(['line', 'speed *71', 'none', 'none']);
    expect(keys(undefined)).toEqual(['line', 'speed *71', 'none', 'none']);
  });

  it('logs in and out by the first key under the display too', () => {
    expect(settings(free).get('gui_fkey1')).toBe('speed *70');
    expect(settings(occupied).get('gui_fkey1')).toBe('speed *71');
  });

  it('dials the mailbox that the voicemail key has', () => {
    const keys = [...free.keys, { does: 'voicemail', dials: '*97', label: 'Mail' } as const];
    expect(settings({ ...free, keys }).get('user_mailbox 1')).toBe('*97');
    expect(settings(free).get('user_mailbox 1')).toBe('');
  });

  it('names a time zone that Snom has a name for, and leaves out one that it has not', () => {
    expect(settings({ ...free, timeZone: 'Europe/Berlin' }).get('timezone')).toBe('GER+1');
    expect(settings({ ...free, timeZone: 'Asia/Kathmandu' }).has('timezone')).toBe(false);
    expect(settings(free).has('timezone')).toBe(false);
  });

  it('turns plug and play off, and a released one on again, writable by its next owner', () => {
    expect(settings(free).get('pnp_config')).toBe('off');
    const names = settings(released);
    expect(names.get('pnp_config')).toBe('on');
    expect(names.get('setting_server')).toBe('');
    expect(names.get('user_active 1')).toBe('off');
    expect(text(released)).not.toContain('perm="R"');
  });

  it('keeps nothing of the way to us when it is released', () => {
    const names = settings(released);
    const way = ['user_outbound 1', 'user_srtp 1', 'user_savp 1', 'keepalive_interval 1'];
    expect(way.map((name) => names.get(name))).toEqual(['', 'off', 'off', '']);
  });
});

describe('what a Snom asks for', () => {
  it('gets its settings under its own MAC in any case, and at the address itself', () => {
    for (const name of ['0004139ABCDE.xml', '0004139abcde.XML', ''])
      expect(file(free, name)).toMatchObject({ is: 'device', contentType: 'text/xml; charset=utf-8' });
  });

  it('is led there from the list of a phone that knows only the folder', () => {
    const list = file(free, 'snomD785-0004139ABCDE.htm');
    expect(list?.is).toBe('common');
    expect(readXml(list?.text ?? '').children.map(({ attributes }) => attributes['url'])).toEqual([
      `${free.provisioning.url}0004139ABCDE.xml`,
    ]);
    expect(list?.text).not.toContain('secret');
    expect(file(released, 'snomD785-0004139ABCDE.htm')).toEqual(list);
  });

  it.each(['snomD785.htm', 'snomD785-firmware.xml', 'snomD785-000413000000.htm', '000413000000.xml'])(
    'has no %s',
    (name) => {
      expect(file(free, name)).toBeUndefined();
    },
  );
});

describe('how a Snom is told to look again', () => {
  it('is asked not to restart, and a DECT base, that knows no such form, is asked to', () => {
    expect(snom.resyncOf('D785').sync).toBe('check-sync;reboot=false');
    expect(snom.resyncOf(undefined).sync).toBe('check-sync;reboot=false');
    expect(snom.resyncOf('M900').sync).toBe('check-sync;reboot=true');
    expect(shapeOfSnom('M900')).toMatchObject({ isKnown: false, keys: 0 });
  });
});
