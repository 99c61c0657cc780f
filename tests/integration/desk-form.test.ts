import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';

describe('the plain form of a desk, from a browser', () => {
  let perch: PerchProcess;
  let qrUrl = '';
  beforeAll(async () => {
    perch = await startPerch();
    const desk = { displayName: 'Desk', extension: '8001', mac: '001565000011', vendor: 'yealink' };
    const made = await perch.api('POST', '/desks', { ...desk, provisioning: 'link', network: 'lan' });
    qrUrl = (made.body as DeskView).qrUrl;
  });
  afterAll(() => perch[Symbol.asyncDispose]());

  const post = (headers: Record<string, string>) =>
    fetch(qrUrl, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ extension: '101', pin: '0000' }),
      redirect: 'manual',
    });

  // On plain HTTP browsers say no Sec-Fetch-Site.
  it('is taken when the page itself is what it was sent from', async () => {
    const answer = await post({ origin: new URL(qrUrl).origin });
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `${new URL(qrUrl).pathname}?error=wrong_pin`,
    ]);
  });

  it.each(['http://elsewhere.example', 'null'])('is refused from %s', async (origin) => {
    expect((await post({ origin })).status).toBe(403);
  });

  it('is no page for what can be no token', async () => {
    const { origin } = new URL(qrUrl);
    for (const token of ['unknown', 'x'.repeat(5_000), '%00'])
      expect((await fetch(`${origin}/d/${token}`)).status).toBe(404);
  });
});
