import { expect, it } from 'vitest';
import { pidfLo } from '#server/pbx/emergency/pidf-lo.ts';

const phone = { mac: '001565000001', extension: '8001', host: '192.0.2.1', atMs: 0 };

it('a place has the elements of RFC 5139 in their order, and only those that are known', () => {
  const address = { country: 'DE', region: 'NW', city: 'Köln', street: 'Domstraße', houseNumber: '1 a' };
  const place = { desk: 'Window', site: 'Köln', floor: '3', address };
  const elements = [...pidfLo({ ...phone, place }).matchAll(/<ca:(\w+)>([^<]*)<\/ca:\1>/g)];
  expect(elements.map(([, name, value]) => `${name}=${value}`)).toEqual([
    'country=DE',
    'A1=NW',
    'A3=Köln',
    'RD=Domstraße',
    'HNO=1 a',
    'LOC=Window',
    'FLR=3',
    'NAM=Köln',
  ]);
});

it('a place without an address still names the desk, and the phone (RFC 4479)', () => {
  const text = pidfLo({ ...phone, place: { desk: 'Window', site: null, floor: null, address: null } });
  expect(text).toContain('<ca:LOC>Window</ca:LOC>');
  expect(text).toContain('<dm:deviceID>mac:001565000001</dm:deviceID>');
  expect(text).toContain('<dm:timestamp>1970-01-01T00:00:00.000Z</dm:timestamp>');
});

it('what somebody typed stays text', () => {
  const desk = '</ca:LOC> & "Ann\'s" <desk>\u0001';
  const text = pidfLo({ ...phone, place: { desk, site: null, floor: null, address: null } });
  expect(text).toContain('<ca:LOC>&lt;/ca:LOC&gt; &amp; &quot;Ann&apos;s&quot; &lt;desk&gt;</ca:LOC>');
});
