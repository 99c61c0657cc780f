import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { RpsAccountView } from '#server/hotdesk/rps/accounts.ts';
import { simMakes } from '#server/sim/makes/index.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { ALE_ACCOUNT, startEds } from '../fakes/rps/ale-eds.ts';
import { AUERSWALD_ACCOUNT, startAuerswald } from '../fakes/rps/auerswald.ts';
import { FANVIL_ACCOUNT, startFanvil } from '../fakes/rps/fanvil.ts';
import { startGrape } from '../fakes/rps/gigaset-grape.ts';
import { CHECK_CODE, GIGASET_ACCOUNT, startGigasetXmlrpc } from '../fakes/rps/gigaset-xmlrpc.ts';
import { startGdms } from '../fakes/rps/grandstream-gdms.ts';
import { HTEK_ACCOUNT, startHtek } from '../fakes/rps/htek.ts';
import { PANASONIC_ACCOUNT, startPanasonic } from '../fakes/rps/panasonic.ts';
import { POLY_ACCOUNT, type PolyStandIn, startPoly } from '../fakes/rps/poly-ztp.ts';
import { startSraps } from '../fakes/rps/snom-sraps.ts';
import { SNOM_ACCOUNT, startSnomXmlrpc } from '../fakes/rps/snom-xmlrpc.ts';
import type { StandIn } from '../fakes/rps/stand-in.ts';
import { startYealinkXmlrpc, YEALINK_ACCOUNT } from '../fakes/rps/yealink-xmlrpc.ts';
import { startYmcs } from '../fakes/rps/yealink-ymcs.ts';
import { askService } from '../support/ask-service.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';
import { loopbackCertificateFiles } from '../support/test-certificate.ts';

type Service = {
  provider: string;
  vendor: string;
  start(): Promise<StandIn>;
  credentials: Record<string, string>;
  wrong: Record<string, string>;
  /** Of another form than elsewhere. */
  serial?: string;
  /** What people set once in the maker's portal, where the service keeps no link for each phone. */
  setInPortal?(service: StandIn, sharedUrl: string): void;
};

const services: Service[] = [
  {
    ...{ provider: 'yealink-ymcs', vendor: 'yealink', start: startYmcs },
    credentials: { accessKeyId: 'key-id', accessKeySecret: 'key-secret', region: 'eu' },
    wrong: { accessKeySecret: 'another' },
  },
  {
    ...{ provider: 'yealink-xmlrpc', vendor: 'yealink', start: startYealinkXmlrpc },
    ...{ credentials: YEALINK_ACCOUNT, wrong: { password: 'another' } },
  },
  {
    ...{ provider: 'fanvil', vendor: 'fanvil', start: startFanvil },
    ...{ credentials: FANVIL_ACCOUNT, wrong: { password: 'another' } },
  },
  {
    ...{ provider: 'snom-sraps', vendor: 'snom', start: startSraps },
    ...{ credentials: { keyId: 'key-id', keySecret: 'key-secret' }, wrong: { keySecret: 'another' } },
  },
  {
    ...{ provider: 'snom-xmlrpc', vendor: 'snom', start: startSnomXmlrpc },
    ...{ credentials: SNOM_ACCOUNT, wrong: { password: 'another' } },
  },
  {
    ...{ provider: 'grandstream-gdms', vendor: 'grandstream', start: startGdms },
    credentials: {
      ...{ username: 'owner@example.com', password: 'gdms-password', region: 'eu' },
      ...{ clientId: 'client-id', clientSecret: 'client-secret' },
    },
    wrong: { password: 'another' },
  },
  {
    ...{ provider: 'gigaset-grape', vendor: 'gigaset', start: startGrape },
    ...{ credentials: { keyId: 'key-id', keySecret: 'key-secret' }, wrong: { keySecret: 'another' } },
  },
  {
    ...{ provider: 'gigaset-xmlrpc', vendor: 'gigaset', start: startGigasetXmlrpc, serial: CHECK_CODE },
    ...{ credentials: GIGASET_ACCOUNT, wrong: { password: 'another' } },
  },
  {
    ...{ provider: 'htek', vendor: 'htek', start: startHtek },
    ...{ credentials: HTEK_ACCOUNT, wrong: { password: 'another' } },
  },
  {
    ...{ provider: 'ale-eds', vendor: 'ale', start: startEds },
    ...{ credentials: ALE_ACCOUNT, wrong: { apiPassword: 'another' } },
  },
  {
    ...{ provider: 'auerswald', vendor: 'auerswald', start: startAuerswald },
    ...{ credentials: AUERSWALD_ACCOUNT, wrong: { password: 'another' } },
  },
  {
    ...{ provider: 'panasonic', vendor: 'panasonic', start: startPanasonic },
    ...{ credentials: PANASONIC_ACCOUNT, wrong: { password: 'another' } },
  },
  {
    ...{ provider: 'poly-ztp', vendor: 'poly', start: startPoly },
    ...{ credentials: POLY_ACCOUNT, wrong: { apiKey: 'another' } },
    setInPortal: (service, sharedUrl) =>
      (service as PolyStandIn).profiles.set(POLY_ACCOUNT.profileId, sharedUrl),
  },
];

/** Nobody sets a phone up by hand: it asks its maker, and is sent to Perch. */
describe('a phone that starts with nothing but its MAC', () => {
  let perch: PerchProcess;
  let phones: SimPhones;
  const standIns = new Map<string, StandIn>();

  beforeAll(async () => {
    for (const { provider, start } of services) standIns.set(provider, await start());
    const endpoints = Object.fromEntries([...standIns].map(([provider, { url }]) => [provider, url]));
    perch = await startPerch({
      env: {
        RPS_ENDPOINTS: JSON.stringify(endpoints),
        NODE_EXTRA_CA_CERTS: loopbackCertificateFiles.certFile,
      },
    });
    phones = await simPhones(perch.sipPort);
    await send('POST', '/users', { extension: '101', name: 'Ann Example', pin: '4321', hotDesking: true });
  });
  afterAll(async () => {
    await phones.stop();
    await perch[Symbol.asyncDispose]();
    for (const standIn of standIns.values()) await standIn[Symbol.asyncDispose]();
  });

  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await perch.api(method, path, body);
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    return answer.body as T;
  }

  /** Whether there is proof of it. */
  async function isReleased(mac: string): Promise<boolean> {
    type Entry = { action: string; subject: { id: string } };
    const { items } = await send<{ items: Entry[] }>('GET', '/audit?limit=20');
    return items.some(({ action, subject }) => action === 'rps.released' && subject.id === mac);
  }

  async function deskUntil(id: string, isSo: (desk: DeskView) => boolean): Promise<DeskView> {
    for (;;) {
      const desk = await send<DeskView>('GET', `/desks/${id}`);
      if (isSo(desk)) return desk;
      await sleep(50);
    }
  }

  describe.each(services.map((service, index) => ({ ...service, index })))('$provider', (given) => {
    const { provider, vendor, credentials, wrong, serial, setInPortal, index } = given;
    const make = simMakes.find((one) => one.vendor === vendor);
    const extension = `${8_001 + index}`;
    const mac = `0200000001${(16 + index).toString(16)}`;
    const service = () => standIns.get(provider) as StandIn;
    let desk: DeskView;
    let phone: SimPhone;
    /** Where it is sent: its own desk's address, or one that it shares. */
    let address: string | undefined;

    it('is let in with the right credentials only, which nobody is told again', async () => {
      const account = `/rps/accounts/${provider}`;
      await send('PUT', account, { ...credentials, ...wrong });
      expect(await send('POST', `${account}/test`)).toMatchObject({
        ok: false,
        error: { code: 'auth_failed' },
      });
      await send('PUT', account, credentials);
      expect(await send('POST', `${account}/test`)).toMatchObject({ ok: true });
      expect(await send('PATCH', account, { callsPerMinute: 600 })).toMatchObject({ callsPerMinute: 600 });
      expect(await send('POST', `${account}/test`)).toMatchObject({ ok: true });
      expect(await perch.api('PATCH', account, { pass: 'c' })).toMatchObject({ status: 422 });
      await send('PATCH', account, wrong);
      expect(await send('POST', `${account}/test`)).toMatchObject({ ok: false });
      await send('PUT', account, credentials);
      const shown = JSON.stringify([await send('GET', account), await send('GET', '/rps/accounts')]);
      for (const secret of Object.values(credentials).filter((value) => value.length > 3))
        expect(shown).not.toContain(`"${secret}"`);
      const { sharedUrl } = await send<RpsAccountView>('GET', account);
      if (setInPortal !== undefined) {
        address = sharedUrl ?? '';
        setInPortal(service(), address);
      }
      for (const secret of Object.values(wrong)) expect(perch.output()).not.toContain(`"${secret}"`);
    });

    it('is sent to Perch when its desk is saved', async () => {
      expect(await askService(service(), mac)).toBeUndefined();
      desk = await send<DeskView>('POST', '/desks', {
        ...{ displayName: `Desk ${extension}`, extension, mac, vendor, serial: serial ?? `SN${extension}` },
        ...{ provisioning: 'rps', network: 'lan' },
      });
      expect(desk.rps).toMatchObject({ provider, state: 'pending' });
      const saved = await deskUntil(desk.id, ({ rps }) => rps?.state !== 'pending');
      expect(saved.rps).toMatchObject({ provider, state: 'assigned' });
      const told = await askService(service(), mac);
      // A Fanvil and a Panasonic are told their file, the others their folder.
      expect(told?.replace(`/${mac}.cfg`, '/')).toBe(address ?? desk.provisioningUrl);
    });

    it('gets its files there, registers, and is whose PIN is keyed', async () => {
      phone = await phones.make(mac, make);
      await phone.setUrl((await askService(service(), mac)) ?? '');
      await deskUntil(
        desk.id,
        ({ registeredAs, phone: { state } }) => registeredAs === extension && state === 'settled',
      );
      const call = await phone.dial('*70101');
      await call.until('talking');
      await call.press('4321#');
      await call.until('over');
      const settled = await deskUntil(desk.id, ({ session }) => session?.state === 'settled');
      expect(settled).toMatchObject({ registeredAs: '101', rps: { state: 'assigned' } });
      const again = await perch.api('POST', `/desks/${desk.id}/rps/sync`);
      expect(again.status).toBe(202);
      await deskUntil(desk.id, ({ rps }) => rps?.state === 'assigned');
    });

    it('is sent nowhere any more when its desk is removed', async () => {
      await send('DELETE', `/desks/${desk.id}`);
      while (!(await isReleased(mac))) await sleep(50);
      expect(await askService(service(), mac)).toBeUndefined();
      await phone.until(({ settings }) => make?.accountOf(settings) === undefined);
      // The next service may be another one of the same maker.
      await send('DELETE', `/rps/accounts/${provider}`);
      await phone.unplug();
    });
  });

  it('whose input is bad is refused with a sentence that names the field, and nothing is kept of it', async () => {
    const refused = async (method: string, path: string, body: unknown) => {
      const answer = await perch.api(method, path, body);
      return { status: answer.status, ...(answer.body as { error: { fields?: object } }).error };
    };
    expect(await refused('PUT', '/rps/accounts/acme', {})).toMatchObject({ status: 404 });
    expect(await refused('PUT', '/rps/accounts/yealink-ymcs', { accessKeyId: 'a' })).toMatchObject({
      status: 422,
      fields: { accessKeySecret: expect.any(String), region: expect.any(String) },
    });
    const ymcs = { accessKeyId: 'a', accessKeySecret: 'b', region: 'eu' };
    expect(await refused('PUT', '/rps/accounts/yealink-ymcs', { ...ymcs, region: 'mars' })).toMatchObject({
      status: 422,
      fields: { region: expect.any(String) },
    });
    expect(await refused('PUT', '/rps/accounts/yealink-ymcs', { ...ymcs, pass: 'c' })).toMatchObject({
      status: 422,
      fields: { pass: expect.any(String) },
    });
    expect(await refused('PATCH', '/rps/accounts/fanvil', { username: 'a' })).toMatchObject({ status: 404 });
    const desk = {
      displayName: 'Desk',
      extension: '8901',
      vendor: 'yealink',
      provisioning: 'rps',
      network: 'lan',
    };
    for (const mac of ['00156', '01:00:5e:00:00:01', 'ff:ff:ff:ff:ff:ff'])
      expect(await refused('POST', '/desks', { ...desk, mac })).toMatchObject({
        status: 422,
        fields: { mac: expect.any(String) },
      });
    expect(await refused('POST', `/desks/nothing/rps/sync`, undefined)).toMatchObject({ status: 404 });
    expect(await send('GET', '/rps/accounts/yealink-ymcs')).toMatchObject({ configured: false, fields: {} });
  });
});
