import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DeskPhone } from '#server/provisioning/phone-config.ts';
import { poly } from '#server/provisioning/vendors/poly/poly.ts';
import { renderPoly } from '#server/provisioning/vendors/poly/render.ts';
import { range } from '#server/provisioning/vendors/text.ts';
import { deskPhone, occupiedPhone, phoneBehindEdge, releasedPhone } from '../../desk-phone.ts';
import { polyParameters } from './poly-parameters.ts';

const golden = (name: string): string => readFileSync(`tests/fixtures/provisioning/poly/${name}.cfg`, 'utf8');

const mac = '64167f0012ab';
const phone = { mac, model: 'VVX 411' };
const free = deskPhone(phone);
const occupied = occupiedPhone(phone);

describe('the file of a Poly', () => {
  it.each([
    ['free', free],
    ['occupied', occupied],
    ['behind-sbc', { ...phoneBehindEdge(), ...phone }],
    ['edge-e', { ...occupied, model: 'Edge E220' }],
    ['released', { ...releasedPhone, ...phone }],
  ] as const)('is what was reviewed: %s', (name, config) => {
    expect(renderPoly(config)).toBe(golden(name));
  });

  it('leaves nothing of the person before: every name that one file has, the other has too', () => {
    const names = (config: DeskPhone) => [...polyParameters(renderPoly(config)).keys()];
    expect(names(free)).toEqual(names(occupied));
    const text = renderPoly(free);
    for (const trace of ['Ada', '"101', 'session']) expect(text).not.toContain(trace);
  });

  it('takes what a template says of the device itself with its own .set, and empties it when none does', () => {
    const name = 'device.syslog.serverName';
    const said = (value: string | null) =>
      polyParameters(
        renderPoly({
          ...free,
          extras: [
            { name, value },
            { name: 'device.net.vlanId', value: '7' },
          ],
        }),
      );
    for (const value of ['192.0.2.9', null])
      expect([said(value).get(`${name}.set`), said(value).get(name)]).toEqual(['1', value ?? '']);
    expect(said('x').has('device.net.vlanId')).toBe(false);
  });

  it('empties every other registration and key', () => {
    const parameters = polyParameters(renderPoly(occupied));
    for (let n = 2; n <= 16; n += 1) {
      expect(parameters.get(`reg.${n}.address`)).toBe('');
      expect(parameters.get(`reg.${n}.auth.password`)).toBe('');
    }
    for (let n = 3; n <= 10; n += 1) expect(parameters.get(`softkey.${n}.enable`)).toBe('0');
    for (let n = 2; n <= 15; n += 1) expect(parameters.get(`attendant.resourceList.${n}.address`)).toBe('');
  });

  it('dials by soft keys, hands calls over by them, and watches by line keys', () => {
    const keys = [...occupied.keys, { does: 'transfer', dials: '900', label: 'Pforte' } as const];
    const parameters = polyParameters(renderPoly({ ...occupied, keys }));
    expect(parameters.get('softkey.1.action')).toBe('*71$Tinvite$');
    expect(parameters.get('softkey.3.action')).toBe('900$Trefer$');
    expect([parameters.get('softkey.3.use.idle'), parameters.get('softkey.3.use.active')]).toEqual([
      '0',
      '1',
    ]);
    expect(parameters.get('attendant.resourceList.1.address')).toBe('102');
  });

  it('shows every key that has room: what finds no soft key is a line key', () => {
    const dialled = range(1, 12).map((n) => ({ does: 'speed-dial', dials: `9${n}`, label: `${n}` }) as const);
    const keys = [...free.keys, ...dialled];
    const parameters = polyParameters(renderPoly({ ...free, model: 'VVX 601', keys }));
    expect(parameters.get('softkey.10.action')).toBe('99$Tinvite$');
    const lineKeys = range(1, 4).map((n) => parameters.get(`attendant.resourceList.${n}.address`));
    expect(lineKeys).toEqual(['910', '911', '912', '']);
  });

  it('says `.set` for everything that is the device’s own, without which it is not taken', () => {
    for (const config of [free, { ...releasedPhone, ...phone }]) {
      const parameters = polyParameters(renderPoly(config));
      expect(parameters.get('device.set')).toBe('1');
      const own = [...parameters.keys()].filter((name) => /^device\..*\.(?!set$)[^.]+$/.test(name));
      expect(own.length).toBeGreaterThan(5);
      for (const name of own) expect(parameters.get(`${name}.set`)).toBe('1');
    }
  });

  it('looks again as often as it can be told to, and does not start again for it', () => {
    const parameters = polyParameters(renderPoly(free));
    expect(Number(parameters.get('prov.polling.period'))).toBeGreaterThan(3_600);
    expect(parameters.get('voIpProt.SIP.specialEvent.checkSync.alwaysReboot')).toBe('0');
  });

  it('has two keys where nobody knows the model', () => {
    expect(poly.shapeOf('Trio 8800')).toMatchObject({ isKnown: false, keys: 2 });
    expect(poly.shapeOf('VVX_411')).toEqual(poly.shapeOf('VVX 411'));
    const parameters = polyParameters(renderPoly({ ...occupied, model: undefined }));
    expect(parameters.get('softkey.1.enable')).toBe('1');
    expect(parameters.get('attendant.resourceList.1.address')).toBe('');
  });
});

describe('what a Poly asks for', () => {
  it('is led from the master file, which holds no secret, to its own', () => {
    const master = poly.fileFor('000000000000.cfg', free);
    expect(master).toMatchObject({ is: 'common' });
    expect(polyParameters(master?.text ?? '').get('CONFIG_FILES')).toBe('[PHONE_MAC_ADDRESS]-perch.cfg');
    expect(poly.fileFor('000000000000.cfg', occupied)).toEqual(master);
    for (const name of [`${mac}-perch.cfg`, `${mac.toUpperCase()}-PERCH.CFG`])
      expect(poly.fileFor(name, free)).toMatchObject({ is: 'device', text: renderPoly(free) });
  });

  it.each(['', `${mac}.cfg`, 'sip.ld', `${mac}-license.cfg`, '000000000000-directory.xml'])(
    'is not there: "%s"',
    (name) => {
      expect(poly.fileFor(name, free)).toBeUndefined();
    },
  );

  it.each([...['boot.log', 'app.log', 'now-app.log', 'phone.cfg', 'web.cfg', 'directory.xml', 'calls.xml']])(
    'is taken when it uploads it, and comes back to nobody: -%s',
    (ending) => {
      expect(poly.takesUpload?.(`${mac}-${ending}`)).toBe(true);
      expect(poly.fileFor(`${mac}-${ending}`, free)).toBeUndefined();
    },
  );

  it.each(['000000000000.cfg', `${mac}-perch.cfg`, `${mac}.cfg`, 'x.log', '../etc/app.log'])(
    'is not taken: %s',
    (name) => {
      expect(poly.takesUpload?.(name)).toBe(false);
    },
  );

  it('can be led to the master file by DHCP', () => {
    expect(poly.dhcpOptions('http://pbx/p/t/')).toEqual([
      { code: 66, value: 'http://pbx/p/t/000000000000.cfg' },
    ]);
  });
});
