import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstAnswer } from '#server/ask-web-page.ts';
import { setPhoneWeb } from '#server/hotdesk/phone-web-settings.ts';
import { silentLog } from '#server/ports/log.ts';
import { PhoneWeb } from '#server/provisioning/phone-web.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openOffice } from '#tests/support/office.ts';
import { loopbackCertificateFiles, pemOf } from '#tests/support/test-certificate.ts';

const signing = { username: 'admin', password: 'its admin password', cnonce: 'abcdefgh' };
const basic = `Basic ${Buffer.from('admin:its admin password').toString('base64')}`;
/** A port of the loopback where nobody listens. */
const NOBODY = 'https://127.0.0.1:1/servlet?key=AutoP';

describe('the web page of a phone', () => {
  let page: Server;
  let heard: IncomingMessage[];
  let wants: string;
  const url = () => `https://127.0.0.1:${(page.address() as AddressInfo).port}/servlet?key=AutoP`;

  beforeAll(async () => {
    page = createHttps(pemOf(loopbackCertificateFiles), answer);
    await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void page.close());
  beforeEach(() => {
    heard = [];
    wants = 'Basic realm="phone"';
  });

  function answer(request: IncomingMessage, response: ServerResponse): void {
    heard.push(request);
    const isSigned = request.headers.authorization !== undefined;
    response.writeHead(isSigned ? 200 : 401, isSigned ? {} : { 'www-authenticate': wants }).end();
  }
  const authorizations = () => heard.map(({ headers: { authorization } }) => authorization);

  it('is asked as the administrator, whose password goes out when it is asked for', async () => {
    expect(await firstAnswer([{ method: 'GET', url: url() }], signing)).toBe(200);
    expect(authorizations()).toEqual([undefined, basic]);
    expect(heard.at(-1)?.url).toBe('/servlet?key=AutoP');
  });

  it('gets a digest where it wants one, and never the password', async () => {
    wants = 'Digest realm="phone", nonce="n1", qop="auth"';
    expect(await firstAnswer([{ method: 'GET', url: url() }], signing)).toBe(200);
    const [, authorization] = authorizations();
    expect(authorization).toMatch(/^Digest .*username="admin".*uri="\/servlet\?key=AutoP"/);
  });

  it('is asked the next way where nobody answers the first, and the reason is told where nobody answers', async () => {
    const [missing, there] = [
      { method: 'GET', url: NOBODY } as const,
      { method: 'GET', url: url() } as const,
    ];
    expect(await firstAnswer([missing, there], signing)).toBe(200);
    expect(await firstAnswer([missing], signing)).toContain('ECONNREFUSED');
  });
});

onEmbedded('whose web page is asked', (database) => {
  async function asked(change: {
    allowed?: boolean;
    network?: 'lan' | 'sbc';
    vendor?: string;
    isLocal?: boolean;
  }) {
    const { allowed = true, network = 'lan', vendor = 'yealink', isLocal = true } = change;
    const office = await openOffice(database());
    const desk = await office.desk('8001', { vendor });
    if (allowed) await setPhoneWeb({ ctx: office.ctx, input: { asked: true } });
    const lines: string[] = [];
    const log = { ...silentLog, info: (text: string) => void lines.push(text) };
    const phoneWeb = new PhoneWeb({ hotdesk: office.ctx, isLocal: () => isLocal, firstAnswer, log });
    await phoneWeb.ask({ ...desk, network }, '127.0.0.1');
    return lines.length > 0;
  }

  it('that of a phone on the LAN, where the tenant allows it and the make has a way', async () => {
    expect(await asked({})).toBe(true);
    expect(await asked({ allowed: false })).toBe(false);
    expect(await asked({ network: 'sbc' })).toBe(false);
    expect(await asked({ vendor: 'snom' })).toBe(false);
  });

  it('never one at an address that is not of a network of ours, whatever the phone said of itself', async () => {
    expect(await asked({ isLocal: false })).toBe(false);
  });
});
