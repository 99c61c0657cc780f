import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { PhoneAccount } from '#server/sim/makes/make.ts';
import { simYealink } from '#server/sim/makes/yealink.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { databaseDump } from '../support/database-dump.ts';
import { expectDone } from '../support/interop-office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';
import { openSocketPhone } from '../support/socket-phone.ts';

const MAC = '001565aabbcc';
const OWNER = { email: 'mara@example.org', password: 'zebra-quartz-91' };
const PIN = '73918246';
const WRONG_PIN = '73918264';
const NEW_PIN = '60482917';

/** The whole product goes through a day, with everything logged, and none of what is secret may be found anywhere. */
describe('secrets', () => {
  /** Name → value. */
  const secrets = new Map<string, string>();
  const heard: string[] = [];
  const mailServer = createServer((socket) => void socket.destroy());
  let perch: PerchProcess;
  let phones: SimPhones;
  let phone: SimPhone;
  let desk: DeskView;
  let dump: Map<string, string>;

  beforeAll(async () => {
    await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
    const { port } = mailServer.address() as { port: number };
    const SMTP_URL = `smtp://perch:mail-secret-4711@127.0.0.1:${port}?requireTLS=false`;
    const PERCH_SECRET = 'a-key-from-which-all-is-derived-0815';
    const env = { PERCH_ADMIN_EMAIL: OWNER.email, PERCH_ADMIN_PASSWORD: OWNER.password, SMTP_URL };
    perch = await startPerch({ env: { ...env, PERCH_SECRET, LOG_LEVEL: 'debug' } });
    remember({ 'admin password': OWNER.password, 'mail password': 'mail-secret-4711', PERCH_SECRET });
    remember({ 'API token': perch.apiToken, PIN, 'wrong PIN': WRONG_PIN, 'new PIN': NEW_PIN });
    phones = await simPhones(perch.sipPort);
    await aDay();
    await phones.stop();
    await perch.end();
    dump = await databaseDump(perch.dataFolder);
  });
  afterAll(async () => {
    mailServer.close();
    await perch?.[Symbol.asyncDispose]();
  });

  function remember(values: Record<string, string>): void {
    for (const [name, value] of Object.entries(values)) secrets.set(name, value);
  }

  /** Every secret that the phone's file holds now. */
  function rememberPhone(when: string): PhoneAccount {
    const account = simYealink.accountOf(phone.settings);
    const { password } = simYealink.provisioningOf(phone.settings);
    const web = phone.settings.get('static.security.user_password')?.replace(/^\w+:/, '');
    if (account === undefined || !password || !web) throw new Error('the phone has no configuration');
    remember({ [`SIP ${when}`]: account.password, [`HTTP ${when}`]: password, 'phone web': web });
    return account;
  }

  /** What people and programs are told, for the search. */
  async function tell(answer: Promise<{ status: number; body: unknown }>): Promise<number> {
    const { status, body } = await answer;
    heard.push(JSON.stringify(body));
    return status;
  }
  const api = (method: string, path: string, body?: unknown) => tell(perch.api(method, path, body));

  async function aDay(): Promise<void> {
    await people();
    await provisioning();
    await sip();
    await logIns();
    await gatewayAndMail();
    for (const path of ['/audit?limit=200', '/users', '/desks', '/phones', `/phones/${MAC}`, '/gateways'])
      await api('GET', path);
  }

  async function people(): Promise<void> {
    const person = { extension: '101', name: 'Ann Example', pin: PIN, hotDesking: true };
    expect(await api('POST', '/users', person)).toBe(201);
    await api('POST', '/users', person);
    await api('POST', '/users', { ...person, extension: 'x', pin: `${PIN}999999` });
    await api('PATCH', '/users/101', { pin: `${PIN}x` });
    await tell(perch.api('GET', `/users?pin=${PIN}`));
    const token = { authorization: `Bearer ${perch.apiToken}x`, 'content-type': 'application/json' };
    const broken = { method: 'POST', headers: token, body: `{"extension":"102","pin":"${PIN}"` };
    heard.push(await (await fetch(`${perch.url}/api/v1/users`, broken)).text());
    for (const password of [OWNER.password, `${OWNER.password}x`]) {
      const body = new URLSearchParams({ email: OWNER.email, password, json: 'true' });
      await fetch(`${perch.url}/api/auth/callback/credentials`, { method: 'POST', body, redirect: 'manual' });
    }
  }

  async function provisioning(): Promise<void> {
    const made = { displayName: 'Window 3', extension: '8001', mac: MAC, vendor: 'yealink' };
    const body = { ...made, provisioning: 'link', network: 'lan' };
    desk = (await expectDone(perch.api('POST', '/desks', body))) as DeskView;
    const configToken = /\/p\/(\w{32})\//.exec(desk.provisioningUrl)?.[1] ?? '';
    const labelToken = /\/d\/([\w-]+)/.exec(desk.qrUrl)?.[1] ?? '';
    phone = await phones.make(MAC);
    await phone.setUrl(desk.provisioningUrl);
    await phone.until(({ registeredAs }) => registeredAs === '8001');
    rememberPhone('of the free desk');
    remember({ 'configuration token': configToken, 'label token': labelToken });
    const wrongToken = desk.provisioningUrl.replace(configToken, configToken.replace(/^./, 'x'));
    for (const url of [`${wrongToken}${MAC}.cfg`, `${desk.provisioningUrl}001565000000.cfg`])
      heard.push(await (await fetch(url)).text());
    const authorization = `Digest username="${desk.id}", realm="perch", nonce="n", uri="/", response="x"`;
    await fetch(`${desk.provisioningUrl}${MAC}.cfg`, { headers: { authorization } });
    await fetch(`${desk.provisioningUrl}${MAC}.cfg`, { method: 'PUT', body: 'x' });
  }

  async function sip(): Promise<void> {
    const account = rememberPhone('of the free desk');
    const peer = { transport: 'udp', address: '127.0.0.1', port: perch.sipPort } as const;
    const wrong = await openSocketPhone({ ...account, password: `${account.password}x` });
    expect((await wrong.register(peer, { callId: 'wrong' })).status).toBe(403);
    const nobody = await openSocketPhone({ ...account, authName: `${account.authName}x` });
    expect((await nobody.register(peer, { callId: 'nobody' })).status).toBe(403);
    await Promise.all([wrong.close(), nobody.close()]);
  }

  async function logIns(): Promise<void> {
    const as = (pin: string) => api('POST', `/desks/${desk.id}/login`, { extension: '101', pin });
    expect(await as(WRONG_PIN)).toBe(403);
    const form = (pin: string) => {
      const body = new URLSearchParams({ extension: '101', pin });
      return fetch(desk.qrUrl, { method: 'POST', body, redirect: 'manual' });
    };
    heard.push(`${(await form(WRONG_PIN)).headers.get('location')}`);
    const call = await phone.dial('*70101');
    await call.until('talking');
    await call.press(`${WRONG_PIN}#`);
    await call.press(`${PIN}#`);
    await call.until('over');
    await settled((at) => at.session?.state === 'settled');
    rememberPhone('of Ann');
    await api('PATCH', '/users/101', { pin: NEW_PIN });
    const out = await phone.dial('*71');
    await out.until('over');
    await settled(({ session, phone: { state } }) => session === null && state === 'settled');
    rememberPhone('after Ann');
    expect((await form(NEW_PIN)).status).toBe(303);
  }

  async function settled(isSo: (desk: DeskView) => boolean): Promise<void> {
    while (!isSo((await expectDone(perch.api('GET', `/desks/${desk.id}`))) as DeskView)) await sleep(50);
  }

  async function gatewayAndMail(): Promise<void> {
    remember({ 'gateway secret': 'trunk-secret-0816' });
    const trunk = { name: 'Trunk', host: '127.0.0.1', port: 9, transport: 'tcp', registers: true };
    const wanted = { ...trunk, username: '4930', secret: 'trunk-secret-0816' };
    expect(await api('POST', '/gateways', wanted)).toBe(201);
    await api('POST', '/gateways', { ...wanted, port: 'trunk-secret-0816' });
    const plan = (await expectDone(perch.api('GET', '/emergency'))) as object;
    await api('PUT', '/emergency', { ...plan, alertEmails: ['guard@example.org'] });
    const call = await phone.dial('112');
    await call.until('over');
    while (!perch.output().includes('mail')) await sleep(50);
  }

  const everywhere = (text: string): string[] =>
    [...secrets].filter(([, value]) => text.includes(value)).map(([name]) => name);

  it('are all that this looks for', () => {
    expect(secrets.size).toBe(17);
    for (const [name, value] of secrets) expect(value.length, name).toBeGreaterThanOrEqual(8);
  });

  it('stand nowhere in what is printed and logged, though everything is', () => {
    expect(perch.output()).toContain('"level":"debug"');
    expect(everywhere(perch.output())).toEqual([]);
  });

  it('are not answered, but for the addresses of a desk, to whom may have them', () => {
    const addresses = [desk.provisioningUrl, new URL(desk.qrUrl).pathname];
    const answers = addresses.reduce((text, address) => text.replaceAll(address, ''), heard.join('\n'));
    expect(everywhere(answers)).toEqual([]);
  });

  it('are not in the audit log, the requests of phones, nor anywhere else in the database', () => {
    expect(dump.get('audit_log')).toContain('log_in.refused');
    expect(dump.get('phone_requests')).toContain('wrong-credentials');
    const found = [...dump].flatMap(([table, text]) => everywhere(text).map((name) => `${table}: ${name}`));
    expect(found.sort()).toEqual(['desks: configuration token', 'desks: label token']);
  });
});
