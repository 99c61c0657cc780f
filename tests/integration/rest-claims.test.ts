import { afterEach, beforeEach, expect, it } from 'vitest';
import { claimCodeOf } from '#server/hotdesk/claim-code.ts';
import { ensureInstallation } from '#server/hotdesk/installation.ts';
import { offerCode } from '#server/hotdesk/offer-code.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import { phoneSchema } from '#server/rest/answers.ts';
import { claimingSchema } from '#server/rest/phone-answers.ts';
import { onEmbedded } from '../support/databases.ts';
import { described } from '../support/described.ts';
import { openOffice } from '../support/office.ts';
import { openRestOffice, type RestOffice } from '../support/rest-office.ts';

const MAC = '805ec0000001' as never;

onEmbedded('REST v1: a phone is claimed and given back', (database) => {
  let office: RestOffice;
  beforeEach(async () => {
    office = await openRestOffice(database());
    await ensureInstallation(office.ctx);
  });
  afterEach(() => office.close());

  const call = (path: string, body?: unknown) =>
    office.call('POST', `/api/v1/phones${path}`, body === undefined ? {} : { body });

  it('has nothing to claim where there is one tenant', async () => {
    const { status, body } = await call('/show-codes');
    expect([status, body.error.code]).toEqual([422, 'invalid']);
  });

  it('shows codes, takes one as people write it, and gives the phone back', async () => {
    await openOffice(database());
    const shown = await call('/show-codes');
    expect(described(claimingSchema, shown.body)).toMatchObject({ needed: true });
    const pnp = {
      ...{
        callId: 'c',
        localTag: 'l',
        remoteTag: '',
        remoteUri: 'sip:a',
        localUri: 'sip:b',
        contact: 'sip:c',
      },
      ...{ event: 'ua-profile', accept: '', source: { address: '10.0.0.9', port: 5060 }, cseq: 0 },
      canShowCode: true,
      at: new Date(office.clock.nowMs()).toISOString(),
    };
    await seePhone(office.ctx, { mac: MAC, vendor: 'yealink', pnp });
    const offer = await offerCode(office.ctx, { mac: MAC });
    const code = claimCodeOf(office.ctx.secrets, offer?.configToken ?? '');
    const claimed = await call('/claim', { code: `${code.slice(0, 4)}-${code.slice(4)} ` });
    expect(claimed.status).toBe(200);
    expect(described(phoneSchema, claimed.body)).toMatchObject({ mac: MAC, deskId: null });
    expect((await call('/claim', { code })).status).toBe(403);
    expect((await call('/claim', { code: 'my phone' })).body.error.fields).toHaveProperty('code');
    expect((await call(`/${MAC}/give-back`)).status).toBe(204);
    expect((await call(`/${MAC}/give-back`)).status).toBe(404);
  });

  it('is nothing for a token that may only read', async () => {
    const token = await office.newToken('readonly');
    for (const path of ['/show-codes', '/claim', `/${MAC}/give-back`]) {
      const { status } = await office.call('POST', `/api/v1/phones${path}`, {
        token,
        body: { code: '12345678' },
      });
      expect(status, path).toBe(403);
    }
  });
});
