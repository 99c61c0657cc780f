import { describe, expect, it } from 'vitest';
import type { DeskPhone } from '#server/provisioning/phone-config.ts';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { simAuerswald } from '#server/sim/makes/auerswald.ts';
import { simFanvil } from '#server/sim/makes/fanvil.ts';
import { simGigaset } from '#server/sim/makes/gigaset.ts';
import { simGigasetMaxwell } from '#server/sim/makes/gigaset-maxwell.ts';
import { simLinphone } from '#server/sim/makes/linphone.ts';
import type { FileFetcher, PhoneSettings, SimMake } from '#server/sim/makes/make.ts';
import { simMitel } from '#server/sim/makes/mitel.ts';
import { simPanasonic } from '#server/sim/makes/panasonic.ts';
import { simPoly } from '#server/sim/makes/poly.ts';
import { simSnom } from '#server/sim/makes/snom.ts';
import { deskPhone } from '../provisioning/desk-phone.ts';

const MAC = '0004139abcde';
const UPPER = MAC.toUpperCase();

const contentOf = (text: string) => ({ text, bytes: Buffer.from(text), md5: '' });

/** What a phone asks for when it is told `url`, the files being those of its maker. */
async function ask(make: SimMake, url: string, change: (text: string) => string = (text) => text) {
  const config: DeskPhone = deskPhone({ mac: MAC, model: make.model });
  const requests: string[] = [];
  const files: FileFetcher = {
    phone: { mac: MAC, model: make.model, firmware: make.firmware },
    settings: new Map(),
    url,
    memory: new Map(),
    async get(name) {
      const asked = new URL(name, url).pathname.split('/').at(-1) ?? '';
      const file = vendorById(make.vendor)?.fileFor(decodeURIComponent(asked), config);
      requests.push(`${asked} ${file === undefined ? 404 : 200}`);
      return file === undefined
        ? { status: 404, ...contentOf('') }
        : { status: 200, ...contentOf(change(file.text)) };
    },
    async put(name) {
      const isTaken = vendorById(make.vendor)?.takesUpload?.(name) ?? false;
      requests.push(`PUT ${name} ${isTaken ? 200 : 405}`);
      return isTaken ? 200 : 405;
    },
  };
  const settings: PhoneSettings | undefined = await make.fetch(files);
  return { requests, account: settings && make.accountOf(settings) };
}

const base = deskPhone().provisioning.url;

describe('what a phone asks for, and finds', () => {
  it('a Snom that knows only the folder: by its model, by its MAC, and what it is led to', async () => {
    const { requests, account } = await ask(simSnom, base);
    expect(requests).toEqual(['snomD785.htm 404', `snomD785-${UPPER}.htm 200`, `${UPPER}.xml 200`]);
    expect(account?.user).toBe('8001');
  });

  it('a Snom that knows the address: its MAC in it, in upper case', async () => {
    const { requests, account } = await ask(simSnom, `${base}{mac}.xml`);
    expect(requests).toEqual([`${UPPER}.xml 200`]);
    expect(account?.user).toBe('8001');
  });

  it.each([
    ['P', simGigaset, '{mac}.xml'],
    ['Maxwell', simGigasetMaxwell, '%MACD.xml'],
  ])('a Gigaset %s: the address for any, and from then on its MAC', async (_name, make, own) => {
    expect((await ask(make, `${base}config.xml`)).requests).toEqual(['config.xml 200']);
    const { requests, account } = await ask(make, `${base}${own}`);
    expect(requests).toEqual([`${UPPER}.xml 200`]);
    expect(account?.user).toBe('8001');
  });

  it('a Mitel: what all share, its model, its MAC; and it may leave what was changed on it', async () => {
    const { requests, account } = await ask(simMitel, base);
    expect(requests).toEqual([
      ...['startup.cfg 200', '6930.cfg 404', `${UPPER}.cfg 200`],
      `PUT ${UPPER}_local.cfg 200`,
    ]);
    expect(account?.user).toBe('8001');
  });

  it('a Mitel that finds nothing in what all share goes no further', async () => {
    const { requests, account } = await ask(simMitel, base, () => '# nothing\n');
    expect(requests).toEqual(['startup.cfg 200']);
    expect(account).toBeUndefined();
  });

  it('a Fanvil that knows only the folder: what all share, its boot file, its model, its MAC', async () => {
    const { requests, account } = await ask(simFanvil, base);
    expect(requests).toEqual([
      ...['F00000000000.boot 404', `${MAC}.boot 404`, 'f0X4Uhw1.100.cfg 404', `${MAC}.cfg 200`],
    ]);
    expect(account?.user).toBe('8001');
  });

  it('a Fanvil that DHCP leads: its MAC in the address', async () => {
    const { requests, account } = await ask(simFanvil, `${base}$mac.cfg`);
    expect(requests).toEqual([`${MAC}.cfg 200`]);
    expect(account?.user).toBe('8001');
  });

  const ofPoly = [
    ...[`${MAC}-perch.cfg 200`, `${MAC}-phone.cfg 404`, `${MAC}-web.cfg 404`, `${MAC}-license.cfg 404`],
    ...['000000000000-license.cfg 404', `PUT ${MAC}-app.log 200`, `PUT ${MAC}-phone.cfg 200`],
  ];

  it('a Poly: its own master file, that of all, what this one names, and what was changed on it', async () => {
    const { requests, account } = await ask(simPoly, base);
    const first = [`PUT ${MAC}-boot.log 200`, `${MAC}.cfg 404`, '000000000000.cfg 200'];
    expect(requests).toEqual([...first, ...ofPoly]);
    expect(account?.user).toBe('8001');
  });

  it('a Poly that DHCP leads to the master file', async () => {
    const { requests, account } = await ask(simPoly, `${base}000000000000.cfg`);
    expect(requests).toEqual([`PUT ${MAC}-boot.log 200`, '000000000000.cfg 200', ...ofPoly]);
    expect(account?.user).toBe('8001');
  });

  it('an Auerswald: the address, in which it writes its MAC where that says so, and nothing else', async () => {
    expect((await ask(simAuerswald, base)).requests).toEqual([' 200']);
    const { requests, account } = await ask(simAuerswald, `${base}<MACADR>.xml`);
    expect(requests).toEqual([`${UPPER}.xml 200`]);
    expect(account?.label).toBe('Window 3');
  });

  it.each([
    ['by plug and play', `${base}{MODEL}.cfg`, 'KX-HDV230.cfg'],
    ['by option 66', base, 'KX-HDV230.cfg'],
    ['by option 160', base.slice(0, -1), 'KX-HDV230.cfg'],
    ['by its maker’s service', `${base}${MAC}.cfg`, `${MAC}.cfg`],
    ['by hand', `${base}{MAC}.cfg`, `${UPPER}.cfg`],
  ])('a Panasonic that is led there %s: where its configuration is, and that', async (_, url, first) => {
    const { requests, account } = await ask(simPanasonic, url);
    expect(requests).toEqual([`${first} 200`, `${MAC}.cfg 200`]);
    expect(account?.user).toBe('8001');
  });

  it('a Panasonic that finds no such file goes no further', async () => {
    const { requests, account } = await ask(simPanasonic, base, (text) => text.replaceAll('\r\n', '\n'));
    expect(requests).toEqual(['KX-HDV230.cfg 200']);
    expect(account).toBeUndefined();
  });

  it('a Linphone: the address, and nothing else', async () => {
    const { requests, account } = await ask(simLinphone, base);
    expect(requests).toEqual([' 200']);
    expect(account?.user).toBe('8001');
  });
});

describe('what a NOTIFY makes a phone do', () => {
  const told = (settings: Record<string, string>) => new Map(Object.entries(settings));

  it.each([
    ['check-sync;reboot=false', {}, 'look'],
    ['check-sync;reboot=false', { auto_reboot_on_setting_change: 'on' }, 'reboot'],
    ['check-sync', {}, 'reboot'],
    ['check-sync;reboot=true', {}, 'reboot'],
    ['resync', {}, 'unknown-event'],
  ] as const)('a Snom: %s', (event, settings, reaction) => {
    expect(simSnom.reactionTo(event, told(settings))).toBe(reaction);
  });

  it.each([
    ['check-sync', {}, 'look'],
    ['check-sync;reboot=false', { 'SIP.Checksync.Simple': '1' }, 'reboot'],
    ['check-sync;reboot=true', {}, 'reboot'],
    ['resync', {}, 'unknown-event'],
  ] as const)('a Maxwell: %s', (event, settings, reaction) => {
    expect(simGigasetMaxwell.reactionTo(event, told(settings))).toBe(reaction);
  });

  it.each([
    ['check-sync', { 'sip/NotifyReboot': '0' }, 'look'],
    ['check-sync;reboot=true', { 'sip/NotifyReboot': '0' }, 'reboot'],
    ['check-sync', {}, 'reboot'],
    ['resync', {}, 'unknown-event'],
  ] as const)('a Fanvil: %s', (event, settings, reaction) => {
    expect(simFanvil.reactionTo(event, told(settings))).toBe(reaction);
  });

  it.each([
    ['check-sync', '0', 'look'],
    ['check-sync', '1', 'reboot'],
    ['check-sync;reboot=true', '0', 'look'],
    ['resync', '0', 'unknown-event'],
  ] as const)('a Poly: %s, alwaysReboot %s', (event, value, reaction) => {
    const settings = { 'voIpProt.SIP.specialEvent.checkSync.alwaysReboot': value };
    expect(simPoly.reactionTo(event, told(settings))).toBe(reaction);
  });

  it.each([
    ['check-sync', { 'provisioning/sip/active': 'true' }, 'look'],
    ['check-sync', { 'provisioning/sip/active': 'false' }, 'nothing'],
    ['check-sync', { 'identities/identity[1]/registrar': '192.0.2.66' }, 'nothing'],
    ['resync', {}, 'unknown-event'],
  ] as const)('an Auerswald, which heeds those alone who are listed: %s %o', (event, settings, reaction) => {
    const listed = {
      'provisioning/sip/active': 'true',
      'identities/identity[1]/registrar': '192.0.2.10',
      'provisioning/sip/allowlist/allowlistEntry[1]': '192.0.2.10',
    };
    expect(simAuerswald.reactionTo(event, told({ ...listed, ...settings }))).toBe(reaction);
  });

  it.each([
    ['check-sync', {}, 'look'],
    ['check-sync;reboot=true', {}, 'reboot'],
    ['resync', {}, 'unknown-event'],
    ['resync', { CFG_RESYNC_FROM_SIP: 'resync' }, 'look'],
    ['check-sync', { CFG_RESYNC_FROM_SIP: '' }, 'unknown-event'],
  ] as const)('a Panasonic: %s, %o', (event, settings, reaction) => {
    expect(simPanasonic.reactionTo(event, told(settings))).toBe(reaction);
  });

  it('a Mitel restarts, and is steered by XML only where that is on', () => {
    expect(simMitel.reactionTo('check-sync', told({}))).toBe('reboot');
    expect(simMitel.reactionTo('aastra-xml', told({}))).toBe('unknown-event');
    expect(simMitel.reactionTo('aastra-xml', told({ 'sip xml notify event': '1' }))).toBe('nothing');
  });

  it('a Snom challenges it where it is told so', () => {
    expect(simSnom.challengesNotify(told({ challenge_checksync: 'on' }))).toBe(true);
    expect(simSnom.challengesNotify(told({ challenge_checksync: 'off' }))).toBe(false);
  });
});
