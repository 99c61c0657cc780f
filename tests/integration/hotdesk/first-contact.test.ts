import { X509Certificate } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { ensureInstallation } from '#server/hotdesk/installation.ts';
import { offerCode } from '#server/hotdesk/offer-code.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import type { SeenRequest } from '#server/hotdesk/seen-request.ts';
import { showCodes } from '#server/hotdesk/show-codes.ts';
import type { LogFields } from '#server/ports/log.ts';
import { silentLog } from '#server/ports/log.ts';
import { createBootstrap } from '#server/provisioning/bootstrap-request.ts';
import {
  createProvisioning,
  type HandleProvisioning,
  type ProvisioningRequest,
} from '#server/provisioning/handle-request.ts';
import { onEmbedded } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { loopbackCertificateFiles, pemOf } from '../../support/test-certificate.ts';

const YEALINK = 'Yealink SIP-T54W 96.86.0.70';
const PLAIN = 'http://192.168.1.10:8080';
const HTTPS = 'https://perch.example.org:8443';
const { cert } = pemOf(loopbackCertificateFiles);

onEmbedded('a first contact over plain HTTP', (database) => {
  let office: Office;
  let desk: DeskRow;
  let overPlain: HandleProvisioning;
  let overHttps: HandleProvisioning;
  let seen: SeenRequest[];
  let warned: LogFields[];

  beforeEach(async () => {
    office = await openOffice(database());
    desk = await office.desk('8001');
    [seen, warned] = [[], []];
    const deps = {
      ...{ ...office.ctx, phonesUrl: HTTPS, registrar: { host: '192.168.1.10', port: 5060 } },
      ...{ isTokenSecret: false, seen: (request: SeenRequest) => void seen.push(request) },
      log: { ...silentLog, warn: (_line: string, fields?: LogFields) => void warned.push(fields ?? {}) },
    };
    const bootstrap = { plainUrl: PLAIN, authority: new X509Certificate(cert) };
    [overPlain, overHttps] = [createBootstrap({ ...deps, bootstrap }), createProvisioning(deps)];
  });

  async function ask(handle: HandleProvisioning, name: string, more: Partial<ProvisioningRequest> = {}) {
    const answer = await handle({
      ...{ method: 'GET', path: `/p/${desk.configToken}/${name}`, source: '10.0.0.5' },
      ...{ userAgent: YEALINK, authorization: undefined, ifNoneMatch: undefined, ...more },
    });
    answer.over?.(true);
    return { status: answer.status, text: Buffer.from(answer.body).toString() };
  }

  it('tells the phone where to go, and the phone’s page that it was told', async () => {
    const { status, text } = await ask(overPlain, `${desk.mac}.cfg`);
    expect(status).toBe(200);
    expect(text).toContain(`${HTTPS}/p/${desk.configToken}/`);
    expect(seen).toMatchObject([
      { deskId: desk.id, status: 200, outcome: 'bootstrapped', version: undefined },
    ]);
  });

  it('gives the certificate of the authority, in both forms, to who holds a token', async () => {
    expect((await ask(overPlain, 'authority.pem')).text).toBe(String(new X509Certificate(cert)));
    const { body } = await overPlain({
      ...{ method: 'GET', path: `/p/${desk.configToken}/authority.der`, source: '10.0.0.5' },
      ...{ userAgent: undefined, authorization: undefined, ifNoneMatch: undefined },
    });
    expect(new X509Certificate(body).subject).toBe(new X509Certificate(cert).subject);
    const path = `/p/${'a'.repeat(32)}/authority.pem`;
    expect((await ask(overPlain, '', { path })).status).toBe(404);
  });

  it.each(['', 'y000000000000.boot', 'firmware/aaaaaaaaaaaaaaaaaaaa/T54W.rom'])(
    'has no other file: /%s',
    async (name) => {
      expect((await ask(overPlain, name)).status).toBe(404);
    },
  );

  it('has none for another phone, none in the folder of encrypted files, and takes nothing', async () => {
    expect((await ask(overPlain, '001565999999.cfg')).status).toBe(404);
    const userAgent = `${YEALINK} 00:15:65:77:77:77`;
    expect((await ask(overPlain, `${desk.mac}.cfg`, { userAgent })).status).toBe(404);
    expect((await ask(overPlain, `encrypted/${desk.mac}.cfg`)).status).toBe(404);
    expect((await ask(overPlain, `${desk.mac}.cfg`, { method: 'PUT' })).status).toBe(405);
  });

  it('has none for a phone that is released', async () => {
    await deleteDesk({ ctx: office.ctx, input: { id: desk.id } });
    expect((await ask(overPlain, `${desk.mac}.cfg`)).status).toBe(404);
  });

  it('has none for a make that cannot be told, and says so once in the log', async () => {
    desk = await office.desk('8002', { vendor: 'fanvil' });
    for (const name of [`${desk.mac}.cfg`, `${desk.mac}.cfg`, 'authority.pem'])
      expect((await ask(overPlain, name, { userAgent: undefined })).status).toBe(404);
    expect(warned).toMatchObject([{ mac: desk.mac, vendor: 'fanvil', source: '10.0.0.5' }]);
    expect(seen.map(({ outcome }) => outcome)).toEqual(Array(3).fill('not-over-plain'));
  });

  it('is followed by the file over HTTPS, for the phone’s certificate and for nothing else', async () => {
    const mac = desk.mac as MacAddress;
    const own = { certificate: { macs: [mac] } };
    expect((await ask(overHttps, `${mac}.cfg`)).status).toBe(403);
    expect((await ask(overHttps, `${mac}.cfg`, { certificate: { macs: [] } })).status).toBe(403);
    const { status, text } = await ask(overHttps, `${mac}.cfg`, own);
    expect(status).toBe(200);
    expect(text).toContain(`${HTTPS}/p/${desk.configToken}/`);
    expect(text).not.toContain(PLAIN);
  });

  it('leads a phone without a desk to the code that it shows, which nobody else is told', async () => {
    await ensureInstallation(office.ctx);
    await showCodes({ ctx: office.ctx });
    const mac = '805ec0fc0001' as MacAddress;
    const dialog = { callId: 'c', localTag: 'l', remoteTag: '', remoteUri: 'sip:a', localUri: 'sip:b' };
    const asked = { contact: 'sip:c', event: 'ua-profile', accept: '', cseq: 0, canShowCode: true };
    const source = { address: '10.0.0.9', port: 5060 };
    const at = new Date(office.clock.nowMs()).toISOString();
    await seePhone(office.ctx, {
      ...{ mac, vendor: 'yealink', model: 'T54W', ip: '10.0.0.9' },
      pnp: { ...dialog, ...asked, source, at },
    });
    const { configToken = '' } = (await offerCode(office.ctx, { mac })) ?? {};
    const path = `/p/${configToken}/${mac}.cfg`;
    const first = await ask(overPlain, '', { path });
    expect(first.text).toContain(`${HTTPS}/p/${configToken}/`);
    expect(first.text).not.toContain('Code');
    expect((await ask(overHttps, '', { path })).status).toBe(404);
    expect((await ask(overHttps, '', { path, certificate: { macs: [mac] } })).text).toContain('Code ');
  });
});
