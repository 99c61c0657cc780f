import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { freePort } from '../support/free-port.ts';
import { makerFile, makerPem, shownBy } from '../support/maker-certificates.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { loopbackCertificateFiles, pemOf } from '../support/test-certificate.ts';

const MAC = '001565aabbcc';
const OTHER_MAC = '001565ddeeff';
const USER_AGENT = 'Yealink SIP-T54W 96.86.0.70';

async function addDesk(perch: PerchProcess): Promise<DeskView> {
  const made = { displayName: 'Window 3', extension: '8001', mac: MAC, vendor: 'yealink' };
  return (await perch.api('POST', '/desks', { ...made, provisioning: 'link', network: 'lan' }))
    .body as DeskView;
}

/** The file of the desk's phone, once it has been told to be somewhere else than `provisioningUrl` says. */
const fileOf = ({ provisioningUrl }: DeskView, base: string) =>
  `${base}${new URL(provisioningUrl).pathname}${MAC}.cfg`;

/** That it has its file is noted just after it has it. */
async function untilItMustProveItself(ask: () => Promise<number>): Promise<void> {
  while ((await ask()) !== 401) await sleep(20);
}

describe('a phone with its maker’s certificate', () => {
  let perch: PerchProcess;
  let desk: DeskView;
  let phonePort: number;
  const { cert: ca } = pemOf(loopbackCertificateFiles);

  beforeAll(async () => {
    const { certFile: TLS_CERT, keyFile: TLS_KEY } = loopbackCertificateFiles;
    setDefaultCACertificates([...getCACertificates('default'), ca]);
    phonePort = await freePort();
    const PORT = `${await freePort()}`;
    const env = { PORT, TLS_CERT, TLS_KEY, PHONE_TLS_PORT: `${phonePort}`, PHONE_CA: makerFile('root') };
    perch = await startPerch({ env: { ...env, PERCH_URL: `https://127.0.0.1:${PORT}` } });
    desk = await addDesk(perch);
  });
  afterAll(() => perch?.[Symbol.asyncDispose]());

  type Shown = { cert?: string; key?: string; agent?: Agent; headers?: Record<string, string> };

  async function ask(url: string, { headers, ...shown }: Shown = {}): Promise<number> {
    const asked = request(url, { ca, headers: { 'user-agent': USER_AGENT, ...headers }, ...shown });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    return answer.statusCode ?? 0;
  }
  const own = () => fileOf(desk, `https://127.0.0.1:${phonePort}`);

  it('has its file the first time, as every phone', async () => {
    expect(await ask(own())).toBe(200);
    await untilItMustProveItself(() => ask(own()));
  });

  it('needs no credentials, though it has lost them with its settings', async () => {
    expect(await ask(own(), shownBy('phone'))).toBe(200);
  });

  it.each(['forged', 'child', 'generic'] as const)(
    'is not one that shows a certificate that is %s',
    async (name) => {
      expect(await ask(own(), shownBy(name))).toBe(401);
    },
  );

  it('is not one that says so in a header', async () => {
    const raw = new X509Certificate(makerPem('phone')).raw.toString('base64');
    expect(await ask(own(), { headers: { 'client-cert': `:${raw}:` } })).toBe(401);
  });

  it('is not one that goes on with a session in which none was shown', async () => {
    const agent = new Agent({ keepAlive: false, maxCachedSessions: 10 });
    const statuses = [await ask(own(), { agent }), await ask(own(), { agent }), await ask(own(), { agent })];
    expect(statuses).toEqual([401, 401, 401]);
    agent.destroy();
  });

  it('is refused with that of another phone, and the audit log and the phone’s page say so', async () => {
    expect(await ask(own(), shownBy('other-phone'))).toBe(404);
    expect(await ask(own(), shownBy('other-phone'))).toBe(404);
    const { items } = (await perch.api('GET', '/audit?limit=20')).body as { items: { action: string }[] };
    expect(items.filter(({ action }) => action === 'desk.other_certificate')).toMatchObject([
      { details: { mac: OTHER_MAC }, source: '127.0.0.1', subject: { id: desk.id } },
    ]);
    for (;;) {
      const page = JSON.stringify((await perch.api('GET', `/phones/${MAC}`)).body);
      if (page.includes('other-certificate') && page.includes(OTHER_MAC)) break;
      await sleep(50);
    }
  });

  it('is the only one of its make that has a file, where that is wanted', async () => {
    const certified = (makes: string[]) =>
      perch.api('PUT', '/phone-security', { encrypted: [], certified: makes });
    expect((await certified(['yealink'])).status).toBe(200);
    const statuses = [
      await ask(own()),
      await ask(own(), shownBy('generic')),
      await ask(own(), shownBy('phone')),
    ];
    expect(statuses).toEqual([403, 403, 200]);
    for (;;) {
      const page = JSON.stringify((await perch.api('GET', `/phones/${MAC}`)).body);
      if (page.includes('"outcome":"no-certificate"')) break;
      await sleep(50);
    }
    expect((await certified([])).status).toBe(200);
    expect(await ask(own())).toBe(401);
  });

  it('is not asked for it where people are', async () => {
    expect(await ask(fileOf(desk, perch.url), shownBy('phone'))).toBe(401);
  });

  it('finds nothing but files there', async () => {
    expect(await ask(`https://127.0.0.1:${phonePort}/admin`, shownBy('phone'))).toBe(308);
  });
});

describe('a phone whose certificate a proxy has seen', () => {
  let perch: PerchProcess;
  let desk: DeskView;

  beforeAll(async () => {
    perch = await startPerch({ env: { TRUSTED_PROXIES: '127.0.0.0/8', PHONE_CA: makerFile('issuing') } });
    desk = await addDesk(perch);
    await untilItMustProveItself(() => ask());
  });
  afterAll(() => perch?.[Symbol.asyncDispose]());

  const ask = async (headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(fileOf(desk, perch.url), { headers: { 'user-agent': USER_AGENT, ...headers } })).status;
  const bytes = (name: string) => `:${new X509Certificate(makerPem(name)).raw.toString('base64')}:`;

  it('is known by it', async () => {
    expect(await ask()).toBe(401);
    expect(await ask({ 'client-cert': bytes('phone') })).toBe(200);
    expect(await ask({ 'client-cert': encodeURIComponent(makerPem('phone')) })).toBe(200);
    expect(await ask({ 'client-cert': bytes('other-phone') })).toBe(404);
  });

  it('is not, where the proxy has not looked who signed it', async () => {
    expect(await ask({ 'client-cert': bytes('forged') })).toBe(401);
  });

  it('comes from where the proxy says', async () => {
    await ask({ 'x-forwarded-for': '8.8.8.8, 192.0.2.44' });
    for (;;) {
      const page = JSON.stringify((await perch.api('GET', `/phones/${MAC}`)).body);
      if (page.includes('192.0.2.44')) break;
      await sleep(50);
    }
  });
});
