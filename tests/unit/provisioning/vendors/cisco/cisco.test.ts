import { describe, expect, it } from 'vitest';
import { cisco } from '#server/provisioning/vendors/cisco/cisco.ts';
import { deskPhone, releasedPhone } from '../../desk-phone.ts';

const phone = deskPhone({ model: '8851' });

describe('what a Cisco is served', () => {
  it.each(['', '001565aabbcc.xml', '001565AABBCC.cfg', 'spa001565aabbcc.cfg'])(
    'its profile as "%s"',
    (name) => {
      expect(cisco.fileFor(name, phone)?.is).toBe('device');
    },
  );

  it.each(['8851-3PCC.xml', 'CP-8851-3PCC.xml', '9861.xml', 'spa504G.cfg', 'SPA525G2.cfg', 'spa942.cfg'])(
    'its profile by the name of its product, which a phone asks for that nobody has told anything: %s',
    (name) => {
      expect(cisco.fileFor(name, phone)?.is).toBe('device');
    },
  );

  it.each([
    'spa.xml',
    'init.cfg',
    'XMLDefault.cnf.xml',
    'SEP001565AABBCC.cnf.xml',
    '001565aabbcd.xml',
    'y.cfg',
  ])('nothing as %s', (name) => {
    expect(cisco.fileFor(name, phone)).toBeUndefined();
  });

  it('as XML', () => {
    expect(cisco.fileFor('001565aabbcc.xml', releasedPhone)?.contentType).toBe('text/xml; charset=utf-8');
  });

  it('is told to look by resync, and restarted only where the event for that is known', () => {
    expect(cisco.resyncOf('8851')).toMatchObject({ sync: 'resync', reboot: undefined });
    expect(cisco.resyncOf('SPA504G')).toMatchObject({ sync: 'resync', reboot: 'reboot_now' });
    expect(cisco.resyncOf(undefined)).toMatchObject({ sync: 'resync', reboot: undefined });
  });

  it('is typed as a rule, in which the phone puts its MAC', () => {
    expect(cisco.typedAddress('http://perch.example/p/token/')).toBe('http://perch.example/p/token/$MA.xml');
  });

  it.each([
    ['8851', 10, true],
    ['CP-7821-3PCC', 2, true],
    ['spa504g', 4, true],
    ['SPA-942', 4, true],
    ['7811', 1, true],
    ['8899', 2, false],
    [undefined, 2, false],
  ])('%s has %i keys', (model, keys, isKnown) => {
    expect(cisco.shapeOf(model)).toMatchObject({ keys, isKnown });
  });
});
