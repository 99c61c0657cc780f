import { eq } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { attemptLimits, desks, events, installation, phones, waitingPhones } from '#db/schema/index.ts';
import { listAudit } from '#server/hotdesk/audit.ts';
import { claimCodeOf } from '#server/hotdesk/claim-code.ts';
import { claimPhone } from '#server/hotdesk/claim-phone.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { giveBackPhone } from '#server/hotdesk/give-back-phone.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { ensureInstallation } from '#server/hotdesk/installation.ts';
import { CODE_LIVES_MS, offerCode } from '#server/hotdesk/offer-code.ts';
import { parseMac } from '#server/hotdesk/parse-mac.ts';
import { listPhones, seePhone } from '#server/hotdesk/phones.ts';
import { CODES_SHOWN_MS, claiming, showCodes } from '#server/hotdesk/show-codes.ts';
import { sweep } from '#server/hotdesk/sweep.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { waitingPhoneByToken } from '#server/hotdesk/waiting-phones.ts';
import { codeOf } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const PAGE = { limit: 200 };
const DAY_MS = 24 * 3_600_000;

let macs = 0;
function newMac(): MacAddress {
  macs += 1;
  const mac = parseMac(`805ec0${macs.toString(16).padStart(6, '0')}`);
  if (mac === undefined) throw new Error('no MAC');
  return mac;
}

eachDatabase('invariant 7: a phone of nobody, on a network that two tenants share', (database) => {
  let ours: Office;
  let theirs: Office;

  beforeEach(async () => {
    [ours, theirs] = [await openOffice(database()), await openOffice(database())];
    await ensureInstallation(ours.ctx);
    await database().db.update(installation).set({ codesUntil: null });
    await database().db.delete(waitingPhones);
  });

  const pnpAt = (atMs: number, canShowCode: boolean) => ({
    ...{
      callId: 'call',
      localTag: 'l',
      remoteTag: '',
      remoteUri: 'sip:a',
      localUri: 'sip:b',
      contact: 'sip:c',
    },
    ...{ event: 'ua-profile', accept: '', source: { address: '10.0.0.9', port: 5060 }, cseq: 0 },
    canShowCode,
    at: new Date(atMs).toISOString(),
  });

  /** It starts, and asks by plug and play. */
  async function starts(mac = newMac(), canShowCode = true): Promise<MacAddress> {
    const pnp = pnpAt(ours.clock.nowMs(), canShowCode);
    await seePhone(ours.ctx, { mac, vendor: 'yealink', model: 'T54W', ip: '10.0.0.9', pnp });
    return mac;
  }

  const offered = (mac: MacAddress) => offerCode(ours.ctx, { mac });

  async function shown(token: string | undefined): Promise<string | undefined> {
    const state = await waitingPhoneByToken(ours.ctx, token ?? '');
    return state && (state.shows.is === 'code' ? state.shows.code : state.shows.is);
  }

  /** A phone that shows a code, and the code. */
  async function showing() {
    await showCodes({ ctx: theirs.ctx });
    const mac = await starts();
    const { configToken } = (await offered(mac)) ?? { configToken: '' };
    const code = (await shown(configToken)) ?? '';
    expect(code).toMatch(/^\d{8}$/);
    return { mac, code, token: configToken };
  }

  const claim = (office: Office, code: string) => claimPhone({ ctx: office.ctx, input: { code } });
  const wrongFor = (code: string) => `${(Number(code) + 1) % 10 ** 8}`.padStart(8, '0');
  const macsOf = async ({ ctx }: Office) =>
    (await listPhones({ ctx, input: PAGE })).items.map(({ mac }) => mac);
  const auditOf = async ({ ctx }: Office) =>
    (await listAudit({ ctx, input: PAGE })).items.map(({ action, subject }) => `${action} ${subject.label}`);

  it('is left as it is until somebody wants to claim phones, and a quarter of an hour later again', async () => {
    const mac = await starts();
    expect(await offered(mac)).toBeUndefined();
    expect(await claiming({ ctx: ours.ctx })).toEqual({ needed: true, codesUntil: null });
    const codesUntil = new Date(ours.clock.nowMs() + CODES_SHOWN_MS).toISOString();
    expect(await showCodes({ ctx: ours.ctx })).toEqual({ needed: true, codesUntil });
    expect(await offered(mac)).toMatchObject({ mac, vendor: 'yealink' });
    ours.clock.advance(CODES_SHOWN_MS);
    expect(await offered(await starts())).toBeUndefined();
    expect(await auditOf(ours)).toContain('phone.codes_shown Office');
  });

  it('is told at once if it has started just before, and not if it was long ago', async () => {
    const early = await starts();
    ours.clock.advance(CODES_SHOWN_MS + 1);
    const late = await starts();
    theirs.clock.advance(CODES_SHOWN_MS + 1);
    await showCodes({ ctx: theirs.ctx });
    const rows = await database().db.select().from(events).where(eq(events.type, 'phone'));
    const wanted = rows
      .filter(({ payload }) => payload['what'] === 'wanted')
      .map(({ payload }) => payload['mac']);
    expect(wanted).toContain(late);
    expect(wanted).not.toContain(early);
  });

  it('keeps its code when it asks again, and gets a new one when that is nearly over', async () => {
    const { mac, code, token } = await showing();
    expect((await offered(mac))?.configToken).toBe(token);
    ours.clock.advance(CODE_LIVES_MS - CODES_SHOWN_MS);
    await showCodes({ ctx: ours.ctx });
    const again = (await offered(mac))?.configToken;
    expect(again).not.toBe(token);
    expect(await shown(again)).not.toBe(code);
    expect(await codeOf(claim(ours, code))).toBe('wrong_code');
  });

  it('that can show nothing is left as it is, and is theirs who enter its MAC', async () => {
    await showCodes({ ctx: ours.ctx });
    const mac = await starts(newMac(), false);
    expect(await offered(mac)).toBeUndefined();
    expect((await ours.desk('8001', { mac })).mac).toBe(mac);
    expect(await codeOf(theirs.desk('8001', { mac }))).toBe('duplicate');
  });

  it('is theirs who type its code, waits for its desk and says whose it is; nobody else sees it', async () => {
    const { mac, code, token } = await showing();
    expect([await macsOf(ours), await macsOf(theirs)]).toEqual([[], []]);
    expect(await claim(ours, code)).toMatchObject({ mac, model: 'T54W', deskId: null });
    expect([await macsOf(ours), await macsOf(theirs)]).toEqual([[mac], []]);
    expect(await waitingPhoneByToken(ours.ctx, token)).toMatchObject({
      shows: { is: 'owner', name: 'Office' },
    });
    expect(await auditOf(ours)).toContain(`phone.claimed ${mac}`);
    expect((await auditOf(theirs)).join()).not.toContain(mac);
  });

  it('a code works once, whoever types it', async () => {
    const { code } = await showing();
    await claim(ours, code);
    expect(await codeOf(claim(ours, code))).toBe('wrong_code');
    expect(await codeOf(claim(theirs, code))).toBe('wrong_code');
  });

  it('of two who type a code at once one has the phone', async () => {
    const { mac, code } = await showing();
    const both = await Promise.all([codeOf(claim(ours, code)), codeOf(claim(theirs, code))]);
    expect(both.sort()).toEqual(['done', 'wrong_code']);
    expect([...(await macsOf(ours)), ...(await macsOf(theirs))]).toEqual([mac]);
  });

  it('a code is over after an hour, and the phone shows nothing more', async () => {
    const { mac, code, token } = await showing();
    ours.clock.advance(CODE_LIVES_MS);
    expect(await shown(token)).toBe('nothing');
    expect(await codeOf(claim(ours, code))).toBe('wrong_code');
    expect(await macsOf(ours)).toEqual([]);
    ours.clock.advance(DAY_MS + 1);
    await sweep(ours.ctx);
    expect(await shown(token)).toBeUndefined();
    expect(await database().db.select().from(phones).where(eq(phones.mac, mac))).toHaveLength(1);
  });

  it('ten wrong codes lock the claims of a tenant, and of no other; a right one of one’s own gives no more guesses', async () => {
    const [{ code }, own] = [await showing(), await showing()];
    const wrong = wrongFor(code);
    for (let tried = 1; tried <= 9; tried += 1) expect(await codeOf(claim(theirs, wrong))).toBe('wrong_code');
    await claim(theirs, own.code);
    expect(await codeOf(claim(theirs, wrong))).toBe('wrong_code');
    expect(await codeOf(claim(theirs, code))).toBe('locked');
    expect(await auditOf(theirs)).toContain('phone.claim_refused Office');
    expect(await codeOf(claim(ours, code))).toBe('done');
  });

  it('no code stands in the database', async () => {
    const { code, token } = await showing();
    const { db } = database();
    const rows = [
      await db.select().from(waitingPhones),
      await db.select().from(events),
      await db.select().from(attemptLimits),
    ];
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(claimCodeOf(ours.ctx.secrets, token)).toBe(code);
    const otherKey = await openOffice(database(), 'another server key, and long enough too');
    expect(claimCodeOf(otherKey.ctx.secrets, token)).not.toBe(code);
  });

  it('gets its desk where it looks already, and its file is dated after all that it was told', async () => {
    const { mac, code, token } = await showing();
    await claim(ours, code);
    const waiting = await waitingPhoneByToken(ours.ctx, token);
    const desk = await ours.desk('8001', { mac });
    expect(await database().db.select().from(waitingPhones)).toEqual([]);
    const [row] = await database().db.select().from(desks).where(eq(desks.id, desk.id));
    expect(row?.configToken).toBe(token);
    expect(row?.versionAt.getTime()).toBeGreaterThan(waiting?.changedAt.getTime() ?? Number.NaN);
  });

  it('comes to a desk that is there, which then is found where the phone looks', async () => {
    const { mac, code, token } = await showing();
    const desk = await ours.desk('8001');
    const comes = () => updateDesk({ ctx: ours.ctx, input: { id: desk.id, patch: { mac } } });
    expect(await codeOf(comes())).toBe('forbidden');
    await claim(ours, code);
    expect((await comes()).desk).toMatchObject({ mac, configToken: token });
  });

  it('cannot be grabbed by its MAC', async () => {
    const mac = await starts();
    expect(await codeOf(ours.desk('8001', { mac }))).toBe('forbidden');
    expect(await macsOf(ours)).toEqual([]);
  });

  it('of which nobody has heard may be entered, and one that was mistyped stays nobody’s', async () => {
    const [mac, mistyped] = [newMac(), newMac()];
    const desk = await ours.desk('8001', { mac: mistyped });
    await updateDesk({ ctx: ours.ctx, input: { id: desk.id, patch: { mac } } });
    expect(await macsOf(ours)).toEqual([mac]);
    expect((await theirs.desk('8001', { mac: mistyped })).mac).toBe(mistyped);
  });

  it('another tenant’s is refused in one sentence that does not say whose it is, until it is given back', async () => {
    const { mac, code } = await showing();
    await claim(theirs, code);
    await expect(ours.desk('8001', { mac })).rejects.toMatchObject({
      code: 'duplicate',
      message: 'This phone belongs to somebody else on this installation, who must give it back first.',
      reasons: { mac: { code: 'taken_phone' } },
    });
    expect(await offered(mac)).toBeUndefined();
    await theirs.desk('8001', { mac });
    expect(await codeOf(ours.desk('8001', { mac }))).toBe('duplicate');
  });

  it('is given back when it has no desk any more, and then claimed by whoever stands before it', async () => {
    const { mac, code, token } = await showing();
    await claim(theirs, code);
    const giveBack = (office: Office) => codeOf(giveBackPhone({ ctx: office.ctx, input: { mac } }));
    expect(await giveBack(ours)).toBe('not_found');
    const desk = await theirs.desk('8001', { mac });
    expect(await giveBack(theirs)).toBe('in_use');
    await deleteDesk({ ctx: theirs.ctx, input: { id: desk.id } });
    expect(await macsOf(theirs)).toContain(mac);
    expect(await giveBack(theirs)).toBe('done');
    expect(await macsOf(theirs)).not.toContain(mac);
    expect(await auditOf(theirs)).toContain(`phone.given_back ${mac}`);
    expect(await shown(token)).toBeUndefined();
    await showCodes({ ctx: ours.ctx });
    const again = await offered(await starts(mac));
    await claim(ours, (await shown(again?.configToken)) ?? '');
    expect(await macsOf(ours)).toEqual([mac]);
  });

  it('given back before it had a desk shows nothing more', async () => {
    const { mac, code, token } = await showing();
    await claim(theirs, code);
    await giveBackPhone({ ctx: theirs.ctx, input: { mac } });
    expect(await shown(token)).toBe('nothing');
    expect(await codeOf(claim(ours, code))).toBe('wrong_code');
  });
});
