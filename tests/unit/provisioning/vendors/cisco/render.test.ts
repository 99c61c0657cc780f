import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import { renderCisco } from '#server/provisioning/vendors/cisco/render.ts';
import { readXml } from '#server/sim/read-xml.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';

const golden = (name: string): string =>
  readFileSync(`tests/fixtures/provisioning/cisco/${name}.xml`, 'utf8');

const free = deskPhone({ model: '8851' });
const occupied = occupiedPhone({ model: '8851' });
const encrypted = deskPhone({
  model: '8851',
  provisioning: {
    ...free.provisioning,
    url: `${free.provisioning.url}encrypted/`,
    fileSecret: '0123456789abcdef0123456789abcdef0123',
  },
});

/** Element names and what they hold. */
const read = (config: PhoneConfig): Map<string, string> =>
  new Map(readXml(renderCisco(config)).children.map(({ name, text }) => [name, text]));

describe('the profile of a Cisco', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['encrypted', encrypted],
    ['behind-sbc', { ...phoneBehindEdge(), model: '8851' }],
    ['spa504g', occupiedPhone({ model: 'SPA504G' })],
    ['released', releasedPhone],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderCisco(config)).toBe(golden(name));
  });

  it('keeps no star code to itself: *70101 is for us, and not “no call waiting, then 101”', () => {
    const profile = read(free);
    for (const code of [
      'CW_Per_Call_Act_Code',
      'CW_Per_Call_Deact_Code',
      'Cfwd_All_Act_Code',
      'DND_Act_Code',
    ])
      expect(profile.get(code)).toBe('');
  });

  it('loses no hour to a file that is not there, and looks again by itself', () => {
    const profile = read(free);
    expect(profile.get('Resync_Fails_On_FNF')).toBe('No');
    expect(profile.get('Resync_Random_Delay')).toBe('0');
    expect(profile.get('Resync_Periodic')).toBe('300');
    expect(profile.get('Resync_At__HHmm_')).toBe('');
  });

  it('leads to its next version, with the credentials for it', () => {
    expect(read(free).get('Profile_Rule')).toBe(
      '[--uid deskidabcdefghijkmnp --pwd http-secret]http://192.168.1.10:3000/p/abcdefghijkmnpqrstuvwxyz23456789/$MA.xml',
    );
    expect(read(releasedPhone).get('Profile_Rule')).toBe('/$PSN.xml');
  });

  it('leaves nothing of the person before: every name that one profile has, the other has too', () => {
    expect([...read(free).keys()]).toEqual([...read(occupied).keys()]);
    for (const trace of ['Ada', '101', 'session', 'Werkstatt'])
      expect(renderCisco(free)).not.toContain(trace);
  });

  it('empties what people set at the phone under each name that a family of models has for it', () => {
    for (const profile of [read(free), read(releasedPhone)]) {
      // SPA; 68xx to 88xx; 9800
      for (const name of ['Speed_Dial_2', 'Speed_Dial_9', 'Speed_Dial_2_Number', 'Quick_Number_0_Number'])
        expect(profile.get(name)).toBe('');
      // A switch of its own stands beside the number on newer firmware, and one number is called otherwise there.
      for (const forward of ['Cfwd_All', 'Cfwd_Busy', 'Cfwd_No_Answer'])
        expect(profile.get(forward)).toBe('No');
      for (const forward of ['Cfwd_All_Dest', 'Cfwd_Busy_Dest', 'Cfwd_No_Ans_Dest', 'Cfwd_No_Answer_Dest'])
        expect(profile.get(forward)).toBe('');
    }
  });

  it('lets nobody at the phone lead it elsewhere, and its next owner again', () => {
    expect(read(free).get('User_Configurable_Resync')).toBe('No');
    expect(read(releasedPhone).get('User_Configurable_Resync')).toBe('Yes');
  });

  it('empties with two tags: one that closes itself would leave what somebody set at the phone', () => {
    expect(renderCisco(free)).toContain('<Cfwd_All_Dest ua="rw"></Cfwd_All_Dest>');
    for (const config of [free, releasedPhone]) expect(renderCisco(config)).not.toContain('/>');
  });

  it('names each thing once, because the last one would win', () => {
    const names = readXml(renderCisco(occupied)).children.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it('has as many keys as the model', () => {
    const functions = (model: string) =>
      [2, 3, 4].map((n) => read({ ...occupied, model }).get(`Extended_Function_${n}_`) !== '');
    expect(functions('8851')).toEqual([true, true, true]);
    expect(functions('SPA303')).toEqual([true, true, false]);
    expect(functions('7811')).toEqual([false, false, false]);
  });

  it('puts no separator and no macro of a name into the function of its key', () => {
    const keys = [
      { does: 'line' as const, dials: '', label: 'x' },
      { does: 'speed-dial' as const, dials: '5', label: 'A;ext=666;$PROXY' },
    ];
    expect(read({ ...free, keys }).get('Extended_Function_2_')).toBe(
      'fnc=sd;ext=5@$PROXY;nme=A ext=666  PROXY',
    );
  });

  it('writes an IPv6 address in brackets', () => {
    const account = { ...free.account, registrar: { host: '2001:db8::5', port: 5060 } };
    expect(read({ ...free, account }).get('Proxy_1_')).toBe('[2001:db8::5]:5060');
  });
});
