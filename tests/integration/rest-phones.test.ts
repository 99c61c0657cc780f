import { afterEach, beforeEach, expect, it } from 'vitest';
import { PhoneRequests } from '#server/hotdesk/phone-requests.ts';
import { edgeSchema, phonePageSchema } from '#server/rest/phone-answers.ts';
import { onEmbedded } from '../support/databases.ts';
import { described } from '../support/described.ts';
import { openRestOffice, type RestOffice } from '../support/rest-office.ts';

onEmbedded('REST v1: one phone, and the way of those elsewhere', (database) => {
  let office: RestOffice;
  beforeEach(async () => {
    office = await openRestOffice(database());
  });
  afterEach(() => office.close());

  const call = (method: string, path: string, body?: unknown) =>
    office.call(method, `/api/v1${path}`, body === undefined ? {} : { body });

  it('says what a phone asked for and why it does not work, by its MAC in any form', async () => {
    const desk = await office.desk('8001');
    await new PhoneRequests(database().db).write([
      {
        ...{ deskId: desk.id, mac: desk.mac, otherMac: undefined, method: 'GET', name: 'x.cfg', status: 401 },
        ...{ outcome: 'challenged', version: undefined, bytes: 26, durationMs: 4, source: '10.0.0.5' },
        ...{ userAgent: 'Yealink SIP-T54W', atMs: office.clock.nowMs() - 60_000 },
      },
    ]);
    const spelled = desk.mac.toUpperCase().replace(/..(?=.)/g, '$&:');
    const { status, body } = await call('GET', `/phones/${encodeURIComponent(spelled)}`);
    expect(status).toBe(200);
    const page = described(phonePageSchema, body);
    expect(page).toMatchObject({ mac: desk.mac, deskId: desk.id, canReboot: true });
    expect(page.requests).toMatchObject([{ name: 'x.cfg', outcome: 'challenged', durationMs: 4 }]);
    expect(page.checks.map(({ code }) => code)).toContain('neverProved');
    expect((await call('GET', '/phones/001565fefefe')).status).toBe(404);
    expect((await call('GET', '/phones/fax')).status).toBe(422);
  });

  it('tells a phone to look again and to restart, and refuses where nobody knows how', async () => {
    const desk = await office.desk('8001');
    expect((await call('POST', `/desks/${desk.id}/resync`)).body).toMatchObject({ id: desk.id });
    expect((await call('POST', `/desks/${desk.id}/reboot`)).body.phone).toEqual({ state: 'updating' });
    expect((await call('POST', '/desks/nothing/reboot')).status).toBe(404);
    const other = await call('POST', '/desks', {
      ...{ displayName: 'Other', extension: '8002', mac: '08000f000001', vendor: 'linphone' },
      ...{ provisioning: 'link', network: 'lan' },
    });
    const refused = await call('POST', `/desks/${other.body.id}/reboot`);
    expect([refused.status, refused.body.error.code]).toEqual([422, 'invalid']);
  });

  it('takes a session border controller, with the usual port of its transport, and none', async () => {
    expect(described(edgeSchema, (await call('GET', '/edge')).body)).toEqual({ edge: null });
    const set = await call('PUT', '/edge', { edge: { host: 'SBC.example.org', transport: 'tls' } });
    expect(described(edgeSchema, set.body)).toEqual({
      edge: { host: 'sbc.example.org', port: 5061, transport: 'tls', srtp: false },
    });
    const wrong = await call('PUT', '/edge', { edge: { host: 'no host!', transport: 'tls', port: 0 } });
    expect([wrong.status, Object.keys(wrong.body.error.fields)]).toEqual([422, ['edge.host', 'edge.port']]);
    expect((await call('GET', '/edge')).body.edge.host).toBe('sbc.example.org');
    expect((await call('PUT', '/edge', { edge: null })).body).toEqual({ edge: null });
  });
});
