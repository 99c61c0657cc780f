import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone } from '#server/provisioning/phone-config.ts';
import { linphone } from '#server/provisioning/vendors/linphone/linphone.ts';
import { renderLinphone } from '#server/provisioning/vendors/linphone/render.ts';
import { readXml } from '#server/sim/read-xml.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';
import { linphoneEntries } from './linphone-entries.ts';

const golden = (name: string): string =>
  readFileSync(`tests/fixtures/provisioning/linphone/${name}.xml`, 'utf8');

const phone = { mac: '02000000abcd', model: 'Linphonec' };
const free = deskPhone(phone);
const occupied = occupiedPhone(phone);

describe('the file of Linphone', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', { ...phoneBehindEdge(), ...phone }],
    ['released', { ...releasedPhone, ...phone }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderLinphone(config)).toBe(golden(name));
  });

  it('is remote provisioning', () => {
    const { name, attributes } = readXml(renderLinphone(free));
    expect([name, attributes['xmlns']]).toEqual(['config', 'http://www.linphone.org/xsds/lpconfig.xsd']);
  });

  it('leaves nothing of the person before: every name that one file has, the other has too', () => {
    const names = (config: DeskPhone) => [...linphoneEntries(renderLinphone(config)).keys()];
    expect(names(free)).toEqual(names(occupied));
    const text = renderLinphone(free);
    for (const trace of ['Ada', '101', 'session']) expect(text).not.toContain(trace);
  });

  it('takes the hash out that it keeps of the password before, and accounts that somebody added', () => {
    const entries = linphoneEntries(renderLinphone(occupied));
    expect(entries.get('auth_info_0/ha1')).toBe('');
    expect(entries.get('auth_info_0/passwd')).toBe('session-secret');
    for (let n = 1; n <= 4; n += 1) {
      expect(entries.get(`proxy_${n}/reg_identity`)).toBe('');
      expect(entries.get(`auth_info_${n}/passwd`)).toBe('');
    }
  });

  it('wants no encryption any more of calls by somebody else, once its desk is gone', () => {
    const entries = linphoneEntries(renderLinphone({ ...releasedPhone, ...phone }));
    for (const name of ['media_encryption', 'media_encryption_mandatory'])
      expect(entries.get(`sip/${name}`)).toBe('');
  });

  it('carries the credentials for the next download in the address, and escapes what means something there', () => {
    const provisioning = { ...free.provisioning, username: 'a@b', password: 'p:/?#' };
    const address = linphoneEntries(renderLinphone({ ...free, provisioning })).get('misc/config-uri') ?? '';
    const { username, password, href } = new URL(address);
    expect([username, password].map(decodeURIComponent)).toEqual(['a@b', 'p:/?#']);
    expect(href).toContain('@192.168.1.10:3000/p/');
  });
});

describe('what Linphone asks for', () => {
  it.each(['', '02000000abcd.xml', '02000000ABCD.XML'])('is there: "%s"', (name) => {
    expect(linphone.fileFor(name, free)).toMatchObject({ is: 'device', text: renderLinphone(free) });
  });

  it('is not there under another name', () => {
    expect(linphone.fileFor('linphonerc', free)).toBeUndefined();
  });

  it('says that it looks only when it starts, and has no keys', () => {
    expect(linphone.limitations).toEqual(['only-at-start', 'no-keys', 'no-pnp']);
    expect(linphone.shapeOf(undefined)).toMatchObject({ keys: 0 });
  });
});
