import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone, PhoneConfig } from '#server/provisioning/phone-config.ts';
import { renderYealink } from '#server/provisioning/vendors/yealink/render.ts';
import { deskPhone, occupiedPhone, offered, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';
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
    ['firmware', deskPhone({ firmware: offered('T54W(T57W,T53W)-96.86.0.45.rom') })],
    ['few-keys', { ...occupied, model: 'T31G' }],
    ['no-keys', { ...occupied, model: 'CP920' }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderYealink(config)).toBe(golden(name));
  });

  it('lets this server ask its web page, without a question to whoever sits there, where that is allowed', () => {
    const lines = renderYealink(deskPhone({ webTriggerFrom: '192.168.1.10' })).split('\n');
    expect(lines).toContain('features.action_uri_limit_ip = 192.168.1.10');
    expect(lines).toContain('features.show_action_uri_option = 0');
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

  it('forgets what the person before had set at the phone: forwards, do not disturb', () => {
    const settings = parseYealink(renderYealink(free));
    for (const name of ['forward.always', 'forward.busy', 'forward.no_answer', 'account.1.always_fwd'])
      expect([name, settings.get(`${name}.enable`), settings.get(`${name}.target`)]).toEqual([
        name,
        '0',
        '%NULL%',
      ]);
    expect(settings.get('features.dnd.enable')).toBe('0');
  });

  it('answers no call by itself, hides no number, dials nothing when it is lifted, and is locked by nobody', () => {
    const settings = parseYealink(renderYealink(free));
    for (const name of [
      ...['account.1.auto_answer', 'account.1.anonymous_call', 'account.1.reject_anonymous_call'],
      'phone_setting.phone_lock.enable',
    ])
      expect([name, settings.get(name)]).toEqual([name, '0']);
    expect(settings.get('features.hotline_number')).toBe('%NULL%');
    expect(settings.get('phone_setting.phone_lock.unlock_pin')).toBe('%NULL%');
  });

  it('leaves no password of the factory’s on its web page, and gives both back in the end', () => {
    const passwords = (config: PhoneConfig) =>
      renderYealink(config).match(/(?<=^static\.security\.user_password = ).*$/gm);
    expect(passwords(free)).toEqual(['user:admin-secret', 'admin:admin-secret']);
    expect(passwords(releasedPhone)).toEqual(['user:user', 'admin:admin']);
  });

  it('keeps nothing of the way to us when it is released', () => {
    const released = parseYealink(renderYealink(releasedPhone));
    for (const [name, value] of [
      ['account.1.outbound_proxy_enable', '0'],
      ['account.1.outbound_proxy.1.address', '%NULL%'],
      ['account.1.sip_server.1.transport_type', '0'],
      ['account.1.srtp_encryption', '0'],
    ] as const)
      expect([name, released.get(name)]).toEqual([name, value]);
  });

  it('lets emergency numbers out of a locked phone, by the way that its calls take', () => {
    const plan = (config: DeskPhone) => {
      const settings = parseYealink(renderYealink(config));
      const get = (name: string) => settings.get(`dialplan.emergency.${name}`);
      return [get('enable'), get('server.1.address'), get('1.value'), get('2.value'), get('3.value')];
    };
    expect(plan(free)).toEqual(['1', '192.168.1.10', '112', '911', '%NULL%']);
    expect(plan(phoneBehindEdge())).toEqual(['1', 'edge.example', '112', '911', '%NULL%']);
    expect(plan({ ...free, emergencyNumbers: [] })).toEqual([
      '0',
      '192.168.1.10',
      ...Array(3).fill('%NULL%'),
    ]);
  });

  it('is not led away by DHCP once it has its address, and is again when it is released', () => {
    const option = (config: DeskPhone | typeof releasedPhone) =>
      parseYealink(renderYealink(config)).get('static.auto_provision.dhcp_option.enable');
    expect([option(free), option(releasedPhone)]).toEqual(['0', '1']);
  });

  it('dials the voicemail key from the envelope key, too', () => {
    const keys = [...occupied.keys, { does: 'voicemail' as const, dials: '*97', label: 'Voicemail' }];
    const settings = parseYealink(renderYealink({ ...occupied, keys }));
    expect(settings.get('voice_mail.number.1')).toBe('*97');
  });

  it.each([
    ['Europe/Berlin', '+1', 'Germany(Berlin)'],
    ['Europe/Madrid', '+1', 'France(Paris)'],
    ['America/New_York', '-5', 'United States-Eastern Time'],
    ['Asia/Kolkata', '+5:30', 'India(Calcutta)'],
    ['Antarctica/Troll', undefined, undefined],
    [null, undefined, undefined],
  ])('keeps the time of %s', (timeZone, offset, name) => {
    const settings = parseYealink(renderYealink({ ...free, timeZone }));
    expect(settings.get('local_time.time_zone')).toBe(offset);
    expect(settings.get('local_time.time_zone_name')).toBe(name);
  });
});
