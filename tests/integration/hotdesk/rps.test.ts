import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rpsAccounts, rpsEntries } from '#db/schema/index.ts';
import { listAudit } from '#server/hotdesk/audit.ts';
import { createDesk } from '#server/hotdesk/create-desk.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { getDesk } from '#server/hotdesk/desks.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { rearmDesk, renewLink } from '#server/hotdesk/renew-desk.ts';
import {
  changeRpsAccount,
  isAccount,
  removeRpsAccount,
  setRpsAccount,
} from '#server/hotdesk/rps/accounts.ts';
import { getRpsOfDesk, isEntry, syncRps, toRpsView } from '#server/hotdesk/rps/entries.ts';
import { exportManual } from '#server/hotdesk/rps/export-manual.ts';
import type { RpsProviderId } from '#server/hotdesk/rps/providers.ts';
import { askReconcile, listDifferences, repairRps } from '#server/hotdesk/rps/reconcile.ts';
import { listReleases } from '#server/hotdesk/rps/releases.ts';
import { STAYS_ARMED_MS } from '#server/hotdesk/rps/shared-address.ts';
import { createDeskInput } from '#server/hotdesk/schemas.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import type { KnownVendor } from '#server/hotdesk/vendors.ts';
import { silentLog } from '#server/ports/log.ts';
import { err } from '#server/ports/result.ts';
import { createProvisioning } from '#server/provisioning/handle-request.ts';
import { withSharedAddress } from '#server/provisioning/shared-address.ts';
import { rpsError } from '#server/rps/rps-error.ts';
import { createRpsWorker, type RpsWorker } from '#server/rps/worker.ts';
import { FakeScheduler } from '../../fakes/fake-scheduler.ts';
import { type MemoryProvider, memoryProvider } from '../../fakes/rps/memory-provider.ts';
import { codeOf } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const PHONES_URL = 'https://phones.example';
const HOUR_MS = 3_600_000;
const elsewhere = 'https://elsewhere.example/p/anothersecrettoken/';
const elsewhereAsShown = 'https://elsewhere.example/p/…/';

let macs = 0;

eachDatabase('redirection services', (database) => {
  let office: Office;
  let service: MemoryProvider;
  let worker: RpsWorker;

  beforeEach(async () => {
    // A worker works for every tenant: those of the tests before are done.
    await database().db.delete(rpsAccounts);
    office = await openOffice(database());
    service = memoryProvider();
    worker = startWorker('one');
  });

  function startWorker(holder: string): RpsWorker {
    const kind = {
      ...{ id: 'yealink-ymcs', vendor: 'yealink', can: service.can, create: () => service },
      credentials: z.object({ key: z.string() }),
    };
    return createRpsWorker({
      ...{ hotdesk: office.ctx, links: { phonesUrl: PHONES_URL }, holder, endpoints: {} },
      kinds: { 'yealink-ymcs': kind },
      send: async () => err(rpsError('unreachable')),
      ...{ scheduler: new FakeScheduler(), log: silentLog },
    });
  }

  const account = (
    provider: RpsProviderId = 'yealink-ymcs',
    credentials: Record<string, unknown> = { key: 'k' },
  ) =>
    setRpsAccount({
      ctx: office.ctx,
      links: { phonesUrl: PHONES_URL },
      input: { provider, credentials, callsPerMinute: 60_000 },
    });

  async function desk(extension: string, more: object = {}) {
    macs += 1;
    const mac = `805ec0${macs.toString(16).padStart(6, '0')}`;
    const input = createDeskInput.parse({
      ...{ displayName: `Desk ${extension}`, extension, mac, vendor: 'yealink' },
      ...{ provisioning: 'rps', network: 'sbc', ...more },
    });
    const { desk: row } = await createDesk({ ctx: office.ctx, input });
    return { id: row.id, mac: row.mac as MacAddress, url: `${PHONES_URL}/p/${row.configToken}/` };
  }
  const rpsOf = async ({ id }: { id: string }) =>
    toRpsView((await getDesk({ ctx: office.ctx, input: { id } })).rps);
  const entryOf = async ({ mac }: { mac: string }) => {
    const [row] = await database().db.select().from(rpsEntries).where(isEntry(office.ctx, mac));
    return row;
  };
  const update = (id: string, patch: object) => updateDesk({ ctx: office.ctx, input: { id, patch } });
  const audited = async () =>
    (await listAudit({ ctx: office.ctx, input: { limit: 50 } })).items
      .filter(({ action }) => action.startsWith('rps.'))
      .map(({ action }) => action);

  describe('saving', () => {
    it('is wanted with the desk, and done by the worker', async () => {
      await account();
      const one = await desk('8001');
      expect(await rpsOf(one)).toMatchObject({ provider: 'yealink-ymcs', state: 'pending' });
      await worker.look();
      expect(service.stored.get(one.mac)).toBe(one.url);
      expect(await rpsOf(one)).toMatchObject({ provider: 'yealink-ymcs', state: 'assigned' });
      expect(await entryOf(one)).toMatchObject({ pin: '12345', sentUrl: one.url, task: 'check' });
      expect(await audited()).toEqual(['rps.assigned']);
    });

    it('is nothing for a desk that is provisioned otherwise', async () => {
      await account();
      const one = await desk('8001', { provisioning: 'link' });
      await worker.look();
      expect(await rpsOf(one)).toBeNull();
      expect(service.steps).toEqual([]);
      expect(await codeOf(syncRps({ ctx: office.ctx, input: one }))).toBe('invalid');
    });

    it('is left to people where there is no account, until there is one', async () => {
      const one = await desk('8001');
      await worker.look();
      expect(await rpsOf(one)).toMatchObject({ provider: 'manual', state: 'manual' });
      await account();
      expect(await rpsOf(one)).toMatchObject({ provider: 'yealink-ymcs', state: 'pending' });
      await worker.look();
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
    });

    it('goes to the preferred account of a maker', async () => {
      await account('yealink-xmlrpc');
      expect(await rpsOf(await desk('8001'))).toMatchObject({ provider: 'yealink-xmlrpc' });
      await account();
      expect(await rpsOf(await desk('8002'))).toMatchObject({ provider: 'yealink-ymcs' });
    });

    it('takes nobody’s phone: a conflict, with what to do', async () => {
      await account();
      const one = await desk('8001');
      service.foreign.add(one.mac);
      await worker.look();
      const view = await rpsOf(one);
      expect(view).toMatchObject({ state: 'conflict', error: { code: 'owned_by_other' } });
      expect(view?.error?.message).toContain('Ask the seller');
      service.steps.length = 0;
      await worker.look();
      expect(service.steps).toEqual([]);
    });

    it('replaces what our account had there before Perch, and remembers it', async () => {
      await account();
      const one = await desk('8001');
      service.stored.set(one.mac, elsewhere);
      await worker.look();
      expect(service.stored.get(one.mac)).toBe(one.url);
      expect(await entryOf(one)).toMatchObject({ formerUrl: elsewhere });
    });

    it('does not replace what somebody wrote over ours, before people say so', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      service.stored.set(one.mac, elsewhere);
      await update(one.id, { serial: 'ABC' });
      await worker.look();
      expect(await rpsOf(one)).toMatchObject({ state: 'conflict', error: { code: 'already_exists' } });
      expect(service.stored.get(one.mac)).toBe(elsewhere);
      await syncRps({ ctx: office.ctx, input: one });
      await worker.look();
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
      expect(service.stored.get(one.mac)).toBe(one.url);
    });
  });

  describe('left to people', () => {
    const HEAD = '"mac","serial","url","displayName"\r\n';
    const exported = (vendor?: KnownVendor) =>
      exportManual({ ctx: office.ctx, input: { vendor }, links: { phonesUrl: PHONES_URL } });

    it('are handed out as a table, and no others', async () => {
      await account();
      const manual = await desk('8001', { vendor: 'cisco', serial: 'ABC', displayName: '=Desk "1"' });
      await desk('8002');
      await desk('8003', { vendor: 'cisco', provisioning: 'link' });
      await deleteDesk({ ctx: office.ctx, input: await desk('8004', { vendor: 'cisco' }) });
      const { csv, ...rest } = await exported();
      expect(csv).toBe(`${HEAD}"${manual.mac}","ABC","${manual.url}","'=Desk ""1"""\r\n`);
      expect(rest).toEqual({ fileName: 'perch-phones.csv', count: 1 });
      const stranger = await openOffice(database());
      const links = { phonesUrl: PHONES_URL };
      expect(await exportManual({ ctx: stranger.ctx, input: {}, links })).toMatchObject({
        csv: HEAD,
        count: 0,
      });
    });

    it('are handed out a maker at a time too', async () => {
      await desk('8001');
      const cisco = await desk('8002', { vendor: 'cisco' });
      expect(await exported('cisco')).toEqual({
        ...{ fileName: 'perch-phones-cisco.csv', count: 1 },
        csv: `${HEAD}"${cisco.mac}","","${cisco.url}","Desk 8002"\r\n`,
      });
      expect((await exported()).count).toBe(2);
    });

    it('leave a trace of who took their links and how many, and none of the links', async () => {
      const one = await desk('8001', { vendor: 'cisco' });
      await exported('cisco');
      const [entry] = (await listAudit({ ctx: office.ctx, input: { limit: 1 } })).items;
      expect(entry).toMatchObject({
        ...{ action: 'rps.links_exported', actor: { label: office.ctx.actor.label } },
        details: { count: 1, vendor: 'cisco' },
      });
      expect(JSON.stringify(entry)).not.toContain(one.url.split('/').at(-2));
    });
  });

  describe('what the page of a desk tells', () => {
    const ofDesk = (id: string) => getRpsOfDesk({ ctx: office.ctx, input: { id } });

    it('is what the phone may ask for, and whose link was replaced, without what that opens', async () => {
      await account();
      const one = await desk('8001');
      service.stored.set(one.mac, 'https://user:pass@pbx.example/prov/0123456789abcdef0123/?key=secret');
      await worker.look();
      expect(await ofDesk(one.id)).toMatchObject({
        ...{ wanted: 'assigned', pin: '12345', formerUrl: 'https://pbx.example/prov/…/?…' },
        ...{ foundUrl: null, assignedAt: expect.any(String), vendorCode: null },
      });
    });

    it('is what stands in the way, until it is replaced', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      service.stored.set(one.mac, 'https://other.example/p/0123456789abcdef0123/');
      await update(one.id, { serial: 'ABC' });
      await worker.look();
      expect(await ofDesk(one.id)).toMatchObject({ foundUrl: 'https://other.example/p/…/' });
      await syncRps({ ctx: office.ctx, input: one });
      await worker.look();
      expect(await ofDesk(one.id)).toMatchObject({ foundUrl: null });
    });

    it('is nothing where nothing is to stand there, and nobody else’s to read', async () => {
      const one = await desk('8001', { provisioning: 'link' });
      expect(await ofDesk(one.id)).toBeNull();
      const stranger = await openOffice(database());
      const asked = getRpsOfDesk({ ctx: stranger.ctx, input: { id: one.id } });
      expect(await codeOf(asked)).toBe('not_found');
    });
  });

  describe('a desk that changes', () => {
    it('has its new link written when the link is renewed', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      const { desk: renewed } = await renewLink({ ctx: office.ctx, input: one });
      expect(await rpsOf(one)).toMatchObject({ state: 'pending' });
      await worker.look();
      expect(service.stored.get(one.mac)).toBe(`${PHONES_URL}/p/${renewed.configToken}/`);
    });

    it('has its old phone released and its new one assigned', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      const other = '805ec0ffffff' as MacAddress;
      await update(one.id, { mac: other });
      await worker.look();
      expect([...service.stored.keys()]).toEqual([other]);
      expect(await entryOf(one)).toMatchObject({ state: 'released', sentUrl: null });
      await update(one.id, { mac: one.mac });
      await worker.look();
      expect([...service.stored.keys()]).toEqual([one.mac]);
    });

    it('is not written again for what the service is not told', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      service.steps.length = 0;
      await update(one.id, { displayName: 'Window', floor: '2' });
      await worker.look();
      expect(service.steps).toEqual([]);
    });

    it('is released when it is removed, or provisioned otherwise; with proof of it', async () => {
      await account();
      const [one, two] = [await desk('8001'), await desk('8002')];
      await worker.look();
      await deleteDesk({ ctx: office.ctx, input: one });
      await update(two.id, { provisioning: 'link' });
      await worker.look();
      expect(service.stored.size).toBe(0);
      expect(await rpsOf(two)).toMatchObject({ state: 'released' });
      expect(await entryOf(one)).toMatchObject({ state: 'released', releasedBy: 'test' });
      expect((await audited()).filter((action) => action === 'rps.released')).toHaveLength(2);
    });

    it('leaves an entry alone that leads elsewhere by now', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      service.stored.set(one.mac, elsewhere);
      await deleteDesk({ ctx: office.ctx, input: one });
      await worker.look();
      expect(service.stored.get(one.mac)).toBe(elsewhere);
      expect(await audited()).toContain('rps.kept');
    });

    it('needs no call where nothing was ever sent', async () => {
      const one = await desk('8001');
      await deleteDesk({ ctx: office.ctx, input: one });
      expect(await entryOf(one)).toMatchObject({ state: 'released', dueAt: null });
    });

    it('while its phone is being written is written again: the newer wish wins', async () => {
      await account();
      const one = await desk('8001');
      const { write } = service;
      service.write = async (phone, known) => {
        service.write = write;
        await renewLink({ ctx: office.ctx, input: one });
        return write(phone, known);
      };
      await worker.look();
      const { desk: now } = await getDesk({ ctx: office.ctx, input: one });
      expect(service.stored.get(one.mac)).toBe(`${PHONES_URL}/p/${now.configToken}/`);
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
    });
  });

  describe('where a phone is named by the code that is printed on it', () => {
    beforeEach(() => {
      service = memoryProvider({ needsMacId: true });
      worker = startWorker('one');
    });

    it('nothing is sent before the code is entered', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      expect(await rpsOf(one)).toMatchObject({ state: 'failed', error: { code: 'serial_required' } });
      expect(service.steps).toEqual([]);
      await update(one.id, { serial: 'X7T1' });
      await worker.look();
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
    });

    it('it is let go by it though its desk is gone', async () => {
      await account();
      const one = await desk('8001', { serial: 'X7T1' });
      const never = await desk('8002');
      await worker.look();
      expect(await entryOf(one)).toMatchObject({ remoteId: `${one.mac.toUpperCase()}-X7T1` });
      for (const each of [one, never]) await deleteDesk({ ctx: office.ctx, input: each });
      expect(await entryOf(never)).toMatchObject({ state: 'released', dueAt: null });
      await worker.look();
      expect(await entryOf(one)).toMatchObject({ state: 'released' });
      expect(service.stored.size).toBe(0);
    });
  });

  describe('what goes wrong', () => {
    it('and may pass is tried again later, more and more patiently, and at last said', async () => {
      await account();
      const one = await desk('8001');
      for (let nth = 1; nth <= 4; nth += 1) service.fail('write', 'bad_response', { nth });
      const states: unknown[] = [];
      for (let tried = 0; tried < 4; tried += 1) {
        await worker.look();
        states.push((await rpsOf(one))?.state);
        service.steps.length = 0;
        await worker.look();
        expect(service.steps).toEqual([]);
        office.clock.advance(HOUR_MS);
      }
      expect(states).toEqual(['pending', 'pending', 'pending', 'failed']);
      await worker.look();
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
      expect((await rpsOf(one))?.error).toBeUndefined();
    });

    it('with the credentials stops all of the account, until they are set anew', async () => {
      await account();
      const [one, two] = [await desk('8001'), await desk('8002')];
      service.fail('lookup', 'auth_failed');
      service.fail('lookup', 'auth_failed', { nth: 2 });
      await worker.look();
      office.clock.advance(HOUR_MS);
      await worker.look();
      for (const each of [one, two])
        expect(await rpsOf(each)).toMatchObject({ state: 'failed', error: { code: 'auth_failed' } });
      expect(service.steps).toHaveLength(2);
      await account();
      await worker.look();
      for (const each of [one, two]) expect(await rpsOf(each)).toMatchObject({ state: 'assigned' });
    });

    it('because the service asks for patience leaves the whole account in peace for so long', async () => {
      await account();
      const [one, two] = [await desk('8001'), await desk('8002')];
      const { lookup } = service;
      service.lookup = async () => {
        service.lookup = lookup;
        return err({ code: 'rate_limited', retryAfterMs: 600_000 });
      };
      await worker.look();
      office.clock.advance(599_000);
      await worker.look();
      expect(service.steps).toEqual([]);
      office.clock.advance(2_000);
      await worker.look();
      for (const each of [one, two]) expect(await rpsOf(each)).toMatchObject({ state: 'assigned' });
    });

    it('in doubt is looked up before it is repeated, also by another process', async () => {
      await account();
      const one = await desk('8001');
      service.fail('write', 'uncertain_write', { done: true });
      service.fail('lookup', 'unreachable', { nth: 2 });
      await worker.look();
      await worker.stop();
      office.clock.advance(HOUR_MS);
      service.steps.length = 0;
      await startWorker('two').look();
      expect(service.steps).toEqual(['lookup']);
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
    });
  });

  describe('compared', () => {
    const differences = async () =>
      (await listDifferences({ ctx: office.ctx, input: { limit: 50 }, links: { phonesUrl: PHONES_URL } }))
        .items;

    it('every night: what has drifted is told side by side, and left as it is until somebody says so', async () => {
      await account();
      const [one, two, three, four] = [
        ...[await desk('8001'), await desk('8002'), await desk('8003'), await desk('8004')],
      ] as const;
      await worker.look();
      service.stored.set(one.mac, elsewhere);
      service.stored.delete(two.mac);
      service.stored.delete(three.mac);
      service.foreign.add(three.mac);
      service.steps.length = 0;
      office.clock.advance(30 * HOUR_MS);
      await worker.look();
      expect(service.steps).toEqual(['lookup', 'lookup', 'lookup', 'lookup']);
      const found = Object.fromEntries((await differences()).map((each) => [each.mac, each]));
      expect(found[one.mac]).toMatchObject({
        ...{
          state: 'conflict',
          deskId: one.id,
          wantedUrl: one.url,
          found: { kind: 'ours', url: elsewhereAsShown },
        },
        error: { code: 'already_exists' },
      });
      expect(found[two.mac]).toMatchObject({ found: { kind: 'absent' }, error: { code: 'not_found' } });
      expect(found[three.mac]).toMatchObject({
        found: { kind: 'foreign' },
        error: { code: 'owned_by_other' },
      });
      expect(found[four.mac]).toBeUndefined();
      expect(service.stored.get(one.mac)).toBe(elsewhere);
      expect(await audited()).toContain('rps.drifted');
      expect(await repairRps({ ctx: office.ctx, input: { macs: [one.mac] } })).toEqual({ asked: 1 });
      await worker.look();
      expect(service.stored.get(one.mac)).toBe(one.url);
      expect(service.stored.has(two.mac)).toBe(false);
      expect(await repairRps({ ctx: office.ctx, input: {} })).toEqual({ asked: 2 });
      await worker.look();
      expect(service.stored.get(two.mac)).toBe(two.url);
      expect(await rpsOf(three)).toMatchObject({ state: 'conflict', error: { code: 'owned_by_other' } });
      expect((await differences()).map(({ mac }) => mac)).toEqual([three.mac]);
    });

    it('again: since when it differs stays, when it was last looked at does not', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      service.stored.set(one.mac, elsewhere);
      office.clock.advance(30 * HOUR_MS);
      await worker.look();
      const since = new Date(office.clock.nowMs()).toISOString();
      expect(await differences()).toMatchObject([{ since, at: since }]);
      office.clock.advance(30 * HOUR_MS);
      await worker.look();
      const at = new Date(office.clock.nowMs()).toISOString();
      expect(await differences()).toMatchObject([{ since, at }]);
    });

    it('whenever somebody asks', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      service.steps.length = 0;
      await worker.look();
      expect(service.steps).toEqual([]);
      expect(await askReconcile({ ctx: office.ctx })).toEqual({ asked: 1 });
      await worker.look();
      expect(service.steps).toEqual(['lookup']);
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
    });

    it('and what cannot be compared now stays what it was', async () => {
      await account();
      const one = await desk('8001');
      await worker.look();
      for (let nth = 1; nth < 5; nth += 1) service.fail('lookup', 'bad_response', { nth });
      await askReconcile({ ctx: office.ctx });
      for (let tried = 0; tried < 5; tried += 1) {
        await worker.look();
        office.clock.advance(HOUR_MS);
      }
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
      expect((await rpsOf(one))?.error).toBeUndefined();
    });

    it('a phone that was somebody else’s is taken when it has been let go', async () => {
      await account();
      const one = await desk('8001');
      service.foreign.add(one.mac);
      await worker.look();
      expect((await differences()).map(({ found }) => found.kind)).toEqual(['foreign']);
      service.foreign.delete(one.mac);
      office.clock.advance(30 * HOUR_MS);
      await worker.look();
      expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
      expect(await differences()).toEqual([]);
    });
  });

  describe('that keep no link for each phone', () => {
    const registrar = { host: '192.0.2.1', port: 5060 };
    let sharedToken: string;

    beforeEach(async () => {
      service = memoryProvider({ linkOf: 'profile' });
      worker = startWorker('one');
      await account();
      const [row] = await database()
        .db.select()
        .from(rpsAccounts)
        .where(isAccount(office.ctx, 'yealink-ymcs'));
      sharedToken = row?.sharedToken ?? '';
    });

    /** As a phone asks that knows nothing but the address that all of them know. */
    async function ask(
      mac: string,
      userAgent = `Yealink SIP-T54W 96.86.0.45 ${mac.replace(/..(?!$)/g, '$&:')}`,
    ) {
      const deps = { ...office.ctx, phonesUrl: PHONES_URL, registrar };
      const handle = withSharedAddress(office.ctx, createProvisioning(deps));
      const { status, body, sent } = await handle({
        ...{ method: 'GET', path: `/p/shared/${sharedToken}/${mac}.cfg`, source: '198.51.100.7', userAgent },
        ...{ authorization: undefined, ifNoneMatch: undefined },
      });
      await sent?.();
      return { status, text: Buffer.from(body).toString('utf8') };
    }

    it('send phones to an address that they share, where an armed one gets its own files and its own address', async () => {
      const [one, other] = [await desk('8001'), await desk('8002', { provisioning: 'link' })];
      expect((await ask(one.mac)).status).toBe(404);
      await worker.look();
      const answer = await ask(one.mac);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain(one.url);
      expect((await ask(other.mac)).status).toBe(404);
      expect((await ask(one.mac, 'Yealink SIP-T54W 96.86.0.45 80:5e:c0:ff:ff:fe')).status).toBe(404);
      const right = sharedToken;
      sharedToken = right.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'));
      expect((await ask(one.mac)).status).toBe(404);
    });

    it('hand a phone over once: minutes later it is a stranger there, until somebody arms it again', async () => {
      const one = await desk('8001');
      await worker.look();
      expect((await ask(one.mac)).status).toBe(200);
      // What comes after the first download must prove itself, here as at the phone's own address.
      office.clock.advance(STAYS_ARMED_MS - 1_000);
      expect((await ask(one.mac)).status).toBe(401);
      office.clock.advance(2_000);
      expect((await ask(one.mac)).status).toBe(404);
      await rearmDesk({ ctx: office.ctx, input: one });
      expect((await ask(one.mac)).status).toBe(200);
      office.clock.advance(HOUR_MS);
      expect((await ask(one.mac)).status).toBe(404);
    });

    it('know a released phone no more', async () => {
      const one = await desk('8001');
      await worker.look();
      await deleteDesk({ ctx: office.ctx, input: one });
      expect((await ask(one.mac)).status).toBe(404);
    });
  });

  it('are only looked at in a dry run, which tells what would be done', async () => {
    await account();
    const patch = (dryRun: boolean) =>
      changeRpsAccount({
        ctx: office.ctx,
        links: { phonesUrl: PHONES_URL },
        input: { provider: 'yealink-ymcs', patch: { dryRun } },
      });
    expect(await patch(true)).toMatchObject({ dryRun: true, configured: true });
    const [one, two] = [await desk('8001'), await desk('8002')];
    service.stored.set(one.mac, elsewhere);
    await worker.look();
    expect(service.steps).toEqual(['lookup', 'lookup']);
    expect(await rpsOf(one)).toMatchObject({ state: 'pending' });
    const told = async () => {
      const links = { phonesUrl: PHONES_URL };
      const { items } = await listDifferences({ ctx: office.ctx, input: { limit: 50 }, links });
      return Object.fromEntries(items.map(({ mac, found, mayReplace }) => [mac, { ...found, mayReplace }]));
    };
    expect(await told()).toEqual({
      [one.mac]: { kind: 'ours', url: elsewhereAsShown, mayReplace: true },
      [two.mac]: { kind: 'absent', url: null, mayReplace: true },
    });
    await patch(false);
    await worker.look();
    for (const each of [one, two]) expect(await rpsOf(each)).toMatchObject({ state: 'assigned' });
    // What somebody has put there since would be left alone.
    await patch(true);
    service.stored.set(one.mac, elsewhere);
    await renewLink({ ctx: office.ctx, input: one });
    await worker.look();
    expect(await told()).toEqual({
      [one.mac]: { kind: 'ours', url: elsewhereAsShown, mayReplace: false },
    });
  });

  it('leave proof of what was released, and of what the service said', async () => {
    await account();
    const [one, two] = [await desk('8001'), await desk('8002')];
    await worker.look();
    service.stored.set(two.mac, elsewhere);
    for (const each of [one, two]) await deleteDesk({ ctx: office.ctx, input: each });
    await worker.look();
    const { items } = await listReleases({ ctx: office.ctx, input: { limit: 50 } });
    const answers = Object.fromEntries(items.map(({ mac, by, answer }) => [mac, { by, answer }]));
    expect(answers).toEqual({
      [one.mac]: { by: 'test', answer: 'released' },
      [two.mac]: { by: 'test', answer: 'other_link' },
    });
  });

  it('are worked on by one process at a time; what a dead one held is free after a minute', async () => {
    await account();
    const one = await desk('8001');
    let otherSteps = 0;
    const { lookup } = service;
    service.lookup = async () => {
      service.lookup = lookup;
      const before = service.steps.length;
      await startWorker('two').look();
      otherSteps = service.steps.length - before;
      return Promise.reject(new Error('the process dies'));
    };
    await worker.look();
    expect(otherSteps).toBe(0);
    office.clock.advance(61_000);
    await startWorker('two').look();
    expect(await rpsOf(one)).toMatchObject({ state: 'assigned' });
  });

  it('whose account is removed leave their phones to people', async () => {
    await account();
    const one = await desk('8001');
    await removeRpsAccount({ ctx: office.ctx, input: { provider: 'yealink-ymcs' } });
    expect(await rpsOf(one)).toMatchObject({ provider: 'manual', state: 'manual' });
    expect(await codeOf(removeRpsAccount({ ctx: office.ctx, input: { provider: 'yealink-ymcs' } }))).toBe(
      'not_found',
    );
  });

  it('whose credentials cannot be read any more say that they are wrong', async () => {
    await account('yealink-ymcs', { wrong: 1 });
    const one = await desk('8001');
    await worker.look();
    expect(await rpsOf(one)).toMatchObject({ state: 'failed', error: { code: 'auth_failed' } });
  });
});
