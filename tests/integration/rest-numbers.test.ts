import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { desks, gateways } from '#db/schema/index.ts';
import { noteEmergencyCall } from '#server/hotdesk/note-emergency-call.ts';
import { loadSipGateways } from '#server/hotdesk/sip-gateways.ts';
import {
  dialPlanSchema,
  emergencyCallSchema,
  emergencySettingsSchema,
  gatewaySchema,
  numberExplanationSchema,
} from '#server/rest/number-answers.ts';
import { eachDatabase } from '../support/databases.ts';
import { described } from '../support/described.ts';
import { openRestOffice, type RestOffice } from '../support/rest-office.ts';

const trunk = {
  name: 'Trunk',
  host: 'sip.example.net',
  registers: true,
  username: '4930100',
  secret: 's3cret',
};
eachDatabase('REST v1: numbers and where they lead', (database) => {
  let office: RestOffice;
  beforeEach(async () => {
    office = await openRestOffice(database());
  });
  afterEach(() => office.close());

  const call = (method: string, path: string, body?: unknown) =>
    office.call(method, `/api/v1${path}`, body === undefined ? {} : { body });
  const makeGateway = async (more: object = {}) =>
    (await call('POST', '/gateways', { ...trunk, ...more })).body;
  const setPlan = async (change: object) =>
    call('PUT', '/dial-plan', { ...(await call('GET', '/dial-plan')).body, ...change });
  const setEmergency = async (change: object) =>
    call('PUT', '/emergency', { ...(await call('GET', '/emergency')).body, ...change });
  const fieldsOf = ({ status, body }: { status: number; body: { error: { fields?: object } } }) => [
    status,
    Object.keys(body.error.fields ?? {}),
  ];

  describe('gateways', () => {
    it('are made, listed, changed and removed; a secret is never answered, and stored sealed', async () => {
      const made = await call('POST', '/gateways', trunk);
      expect(made.status).toBe(201);
      expect(described(gatewaySchema, made.body)).toMatchObject({
        transport: 'udp',
        hasSecret: true,
        state: null,
      });
      const path = `/gateways/${made.body.id}`;
      const changed = await call('PATCH', path, {
        port: 5070,
        transport: 'tcp',
        callerNumber: '+49 30 100-0',
      });
      expect(changed.body).toMatchObject({
        port: 5070,
        transport: 'tcp',
        callerNumber: '+49301000',
        hasSecret: true,
      });
      const listed = await call('GET', '/gateways');
      expect(listed.body.items).toEqual([changed.body]);
      expect(made.text + changed.text + listed.text).not.toContain('s3cret');
      const [row] = await database().db.select().from(gateways).where(eq(gateways.id, made.body.id));
      expect(row?.secret).not.toContain('s3cret');
      const [known] = await loadSipGateways(office.ctx, made.body.id);
      expect(known?.secret).toBe('s3cret');
      expect((await call('PATCH', path, { secret: null })).body.hasSecret).toBe(false);
      expect((await call('DELETE', path)).status).toBe(204);
      expect((await call('GET', path)).status).toBe(404);
    });

    it.each([
      ['host', { host: 'two words' }],
      ['host', { host: 'a\r\nVia: x' }],
      ['port', { port: 70_000 }],
      ['transport', { transport: 'sctp' }],
      ['username', { username: null }],
      ['username', { username: 'a b' }],
      ['sources.0', { sources: ['not a network!'] }],
      ['callerNumber', { callerNumber: 'me' }],
    ])('with a %s that cannot be are refused, and nothing is made: %o', async (field, wrong) => {
      expect(fieldsOf(await call('POST', '/gateways', { ...trunk, ...wrong }))).toEqual([422, [field]]);
      expect((await call('GET', '/gateways')).body.items).toEqual([]);
    });

    it('that calls are routed to are not removed', async () => {
      const { id } = await makeGateway();
      await setEmergency({ route: { gatewayIds: [id], callerNumber: null } });
      const refused = await call('DELETE', `/gateways/${id}`);
      expect([refused.status, refused.body.error.code]).toEqual([409, 'in_use']);
      expect((await call('GET', `/gateways/${id}`)).status).toBe(200);
    });

    it('invariant 7: of another tenant are not there', async () => {
      const { id } = await makeGateway();
      const other = await openRestOffice(database());
      for (const [method, body] of [['GET'], ['PATCH', { name: 'Mine' }], ['DELETE']] as const)
        expect((await other.call(method, `/api/v1/gateways/${id}`, { body })).status).toBe(404);
      const plan = (await other.call('GET', '/api/v1/dial-plan')).body;
      const outboundRoutes = [{ prefix: '0', gatewayIds: [id] }];
      const stolen = await other.call('PUT', '/api/v1/dial-plan', { body: { ...plan, outboundRoutes } });
      expect(stolen.status).toBe(422);
      await other.close();
    });
  });

  describe('the dial plan', () => {
    it('is changed as a whole, and explained', async () => {
      const { id } = await makeGateway();
      await call('POST', '/users', { extension: '101', name: 'Ada', pin: '48213', hotDesking: true });
      const outboundRoutes = [{ prefix: '0', lengthMin: 3, strip: 1, gatewayIds: [id] }];
      const set = await setPlan({
        outboundRoutes,
        inboundNumbers: [{ number: '+49 30 1001', extension: '101' }],
      });
      expect(set.status).toBe(200);
      expect(described(dialPlanSchema, set.body)).toMatchObject({
        outboundRoutes: [
          { prefix: '0', lengthMin: 3, lengthMax: 30, strip: 1, prepend: '', gatewayIds: [id] },
        ],
        inboundNumbers: [{ number: '+49301001', extension: '101' }],
      });
      const explain = async (number: string) =>
        described(numberExplanationSchema, (await call('GET', `/dial-plan/explain?number=${number}`)).body);
      expect(await explain('0301234')).toMatchObject({
        ...{ is: 'outside', mayCallLoggedOut: false },
        outside: { number: '301234', gateways: ['Trunk'] },
      });
      expect(await explain('101')).toMatchObject({ extension: { extension: '101', owner: 'user' } });
      expect(await explain('112')).toMatchObject({ is: 'emergency', mayCallLoggedOut: true });
      expect((await explain('*70101')).rules.at(-1)).toEqual({ rule: 'log-in-code', fits: true });
    });

    it('that hides somebody’s number is refused, and so is a number that it would hide', async () => {
      await call('POST', '/users', { extension: '7001', name: 'Ada', pin: '48213', hotDesking: true });
      const before = (await call('GET', '/dial-plan')).body;
      expect(fieldsOf(await setPlan({ logInCode: '70' }))).toEqual([422, ['logInCode']]);
      expect((await call('GET', '/dial-plan')).body).toEqual(before);
      const hidden = { extension: '112', name: 'Bob', pin: '48213', hotDesking: true };
      expect(fieldsOf(await call('POST', '/users', hidden))).toEqual([422, ['extension']]);
      expect(fieldsOf(await call('PATCH', '/users/7001', { extension: '911' }))).toEqual([
        422,
        ['extension'],
      ]);
    });

    it.each([
      ['logInCode', { logInCode: 'seventy' }],
      ['outboundRoutes.0.gatewayIds', { outboundRoutes: [{ prefix: '0', gatewayIds: [] }] }],
      ['outboundRoutes.0.gatewayIds', { outboundRoutes: [{ prefix: '0', gatewayIds: ['nobody'] }] }],
      [
        'outboundRoutes.0.lengthMax',
        { outboundRoutes: [{ prefix: '0', lengthMin: 9, lengthMax: 3, gatewayIds: ['g'] }] },
      ],
      ['inboundNumbers.0.number', { inboundNumbers: [{ number: 'x', extension: '101' }] }],
      ['loggedOutCalls.allow', { loggedOutCalls: { allow: 'all', numbers: [] } }],
    ])('with a %s that cannot be is refused and changes nothing', async (field, change) => {
      const before = (await call('GET', '/dial-plan')).body;
      expect(fieldsOf(await setPlan(change))).toEqual([422, [field]]);
      expect((await call('GET', '/dial-plan')).body).toEqual(before);
    });

    it('brings new codes to the phones', async () => {
      const desk = await office.desk('8001');
      await setPlan({ logInCode: '*80' });
      const version = async () =>
        (await database().db.select().from(desks).where(eq(desks.id, desk.id)))[0]?.configVersion ?? 0;
      const after = await version();
      expect(after).toBeGreaterThan(desk.configVersion);
      await setPlan({ loggedOutCalls: { allow: 'internal', numbers: [] } });
      expect(await version()).toBe(after);
    });
  });

  describe('emergencies', () => {
    const address = { country: 'de', city: 'Berlin', street: 'Lindenweg', houseNumber: '4' };

    it('have numbers, a route, places and people who are told', async () => {
      const { id } = await makeGateway();
      const set = await setEmergency({
        ...{ numbers: ['112', '110'], testNumber: '933', alertEmails: ['Porter@Example.com'] },
        route: { gatewayIds: [id], callerNumber: '+49 30 100' },
        sites: { Berlin: { callerNumber: null, address } },
      });
      expect(set.status).toBe(200);
      expect(described(emergencySettingsSchema, set.body)).toEqual({
        ...{ numbers: ['112', '110'], testNumber: '933', alertEmails: ['porter@example.com'] },
        route: { gatewayIds: [id], callerNumber: '+4930100' },
        sites: { Berlin: { callerNumber: null, address: { ...address, country: 'DE' } } },
      });
    });

    it.each([
      ['numbers', { numbers: [] }],
      ['numbers', { numbers: ['8001'] }],
      ['testNumber', { testNumber: '112' }],
      ['route.gatewayIds', { route: { gatewayIds: ['nobody'], callerNumber: null } }],
      ['alertEmails.0', { alertEmails: ['nobody'] }],
      [
        'sites.Berlin.address.country',
        { sites: { Berlin: { callerNumber: null, address: { ...address, country: 'Germany' } } } },
      ],
    ])('with %s that cannot be are refused and stay as they were', async (field, change) => {
      await office.desk('8001');
      const before = (await call('GET', '/emergency')).body;
      expect(fieldsOf(await setEmergency(change))).toEqual([422, [field]]);
      expect((await call('GET', '/emergency')).body).toEqual(before);
    });

    it('are listed, newest first, and somebody can say that they have seen one', async () => {
      const desk = await office.desk('8001');
      for (const number of ['112', '911'])
        await noteEmergencyCall({
          ctx: office.ctx,
          input: { deskId: desk.id, number, isTest: false, outcome: 'no_route' },
        });
      const { items } = (await call('GET', '/emergency/calls')).body;
      expect(items.map(({ number }: { number: string }) => number)).toEqual(['911', '112']);
      const seen = await call('POST', `/emergency/calls/${items[0].id}/seen`);
      expect(described(emergencyCallSchema, seen.body)).toMatchObject({ seenBy: 'a admin token' });
      expect((await call('POST', '/emergency/calls/999999999/seen')).status).toBe(404);
      expect((await call('POST', '/emergency/calls/nothing/seen')).status).toBe(422);
    });
  });
});
