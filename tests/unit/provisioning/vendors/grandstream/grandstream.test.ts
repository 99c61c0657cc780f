import { describe, expect, it } from 'vitest';
import { grandstream } from '#server/provisioning/vendors/grandstream/grandstream.ts';
import { deskPhone } from '../../desk-phone.ts';

const phone = deskPhone({ mac: '000b82aabbcc', model: 'GXP2170' });

describe('the files that a Grandstream asks for', () => {
  it.each(['cfg000b82aabbcc', 'cfg000b82aabbcc.bin', 'cfggxp2170.xml', 'cfg.xml', 'gxp2170fw.bin', ''])(
    '"%s" is not there',
    (name) => {
      expect(grandstream.fileFor(name, phone)).toBeUndefined();
    },
  );

  it.each(['cfg000b82aabbcc.xml', 'CFG000B82AABBCC.XML'])('%s is the phone’s own', (name) => {
    expect(grandstream.fileFor(name, phone)).toMatchObject({
      is: 'device',
      contentType: 'text/xml; charset=utf-8',
    });
  });

  it('another phone’s is not there', () => {
    expect(grandstream.fileFor('cfg000b82aabbcd.xml', phone)).toBeUndefined();
  });
});

describe('what is known of a Grandstream’s model', () => {
  it.each([
    ['GXP2170', 48, 12],
    ['gxp2130', 20, 3],
    ['GXP1628', 10, 2],
    ['GRP2614', 40, 4],
    ['GRP2612W', 16, 4],
    ['HT801V2', 0, 0],
  ])('%s has %i keys, %i of them at once', (model, keys, keysPerPage) => {
    expect(grandstream.shapeOf(model)).toMatchObject({ isKnown: true, keys, keysPerPage });
  });

  it.each([
    ['GXP9999', 2],
    ['GRP9999', 2],
    ['HT899', 0],
    [undefined, 2],
    ['', 2],
    ['__proto__', 2],
  ])('%s is not known, and gets %i keys', (model, keys) => {
    expect(grandstream.shapeOf(model)).toMatchObject({ isKnown: false, keys });
  });
});

describe('how a Grandstream is led and told', () => {
  it('takes host and folder by hand, and a folder with a slash from DHCP', () => {
    const base = 'http://192.0.2.10:3000/p/token/';
    expect(grandstream.typedAddress(base)).toBe('192.0.2.10:3000/p/token');
    expect(grandstream.dhcpOptions(base).map(({ code, value }) => [code, value])).toEqual([
      [66, base],
      [160, base],
    ]);
  });

  it('looks again without a restart at `resync`, and restarts at `check-sync;reboot=true`', () => {
    expect(grandstream.resyncOf(undefined)).toMatchObject({
      sync: 'resync',
      reboot: 'check-sync;reboot=true',
    });
  });
});
