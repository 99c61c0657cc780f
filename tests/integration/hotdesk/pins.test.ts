import { beforeEach, describe, expect, it } from 'vitest';
import { attemptLimits, portalAccounts } from '#db/schema/index.ts';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import type { PinHasher } from '#server/hotdesk/pin-hasher.ts';
import { verifySignIn } from '#server/hotdesk/sign-in.ts';
import { sweep } from '#server/hotdesk/sweep.ts';
import { updateUser } from '#server/hotdesk/update-user.ts';
import { getUser } from '#server/hotdesk/users.ts';
import { codeOf, logInAs } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

eachDatabase('invariant 3: PINs', (database) => {
  let office: Office;
  let deskId: string;
  beforeEach(async () => {
    office = await openOffice(database());
    await office.user('101');
    await office.user('102', { hotDesking: false });
    deskId = (await office.desk('8001')).id;
  });

  const tryPin = (extension: string, pin = '4321', more: { deskId?: string } = {}) =>
    codeOf(logInAs(office, { deskId: more.deskId ?? deskId, extension, pin }));
  const tryWrong = async (times: number, extension = '101', more = {}) => {
    for (let time = 0; time < times; time += 1) await tryPin(extension, '0000', more);
  };

  /** What the hasher is asked from now on, and how many connections are in use then. */
  function watchHasher() {
    const asked: { what: 'hash' | 'verify'; isDummy: boolean; inUse: number }[] = [];
    const { pins } = office.ctx;
    const { pool } = database();
    const note = (what: 'hash' | 'verify', isDummy: boolean) =>
      asked.push({ what, isDummy, inUse: pool.totalCount - pool.idleCount });
    const watched: PinHasher = {
      hash: (pin) => {
        note('hash', false);
        return pins.hash(pin);
      },
      verify: (stored, pin) => {
        note('verify', stored === undefined);
        return pins.verify(stored, pin);
      },
    };
    office.ctx.pins = watched;
    return asked;
  }

  const refuseAsBusy = (ctx: { pins: PinHasher }): void => {
    const busy = () => Promise.reject(new HotdeskError('busy', 'Later, please.'));
    ctx.pins = { hash: busy, verify: busy };
  };

  it('an address where many people mistype, but no more than people do, is never locked', async () => {
    const desks = await Promise.all(['8002', '8003', '8004', '8005', '8006'].map((one) => office.desk(one)));
    const codes = new Set<string>();
    for (let attempt = 0; attempt < 150; attempt += 1) {
      codes.add(await tryPin(`${2_000 + attempt}`, '0000', { deskId: desks[attempt % 5]?.id ?? '' }));
      office.clock.advance(10_000);
    }
    expect([...codes]).toEqual(['wrong_pin']);
  });

  it('each refusal costs one hash: of the PIN, of a dummy where nobody is', async () => {
    const asked = watchHasher();
    for (const [extension, pin] of [
      ['101', '0000'],
      ['102', '4321'],
      ['102', '0000'],
      ['999', '4321'],
    ] as const) {
      expect(await tryPin(extension, pin)).toBe('wrong_pin');
    }
    expect(asked.map(({ what, isDummy }) => [what, isDummy])).toEqual([
      ['verify', false],
      ['verify', false],
      ['verify', false],
      ['verify', true],
    ]);
  });

  it('a lock is told before any hash, and an occupied desk only to who has the right PIN', async () => {
    await office.user('103');
    await tryPin('103');
    expect(await tryPin('101')).toBe('desk_occupied');
    expect(await tryPin('101', '0000')).toBe('wrong_pin');
    await tryWrong(4);
    const asked = watchHasher();
    expect(await tryPin('101')).toBe('locked');
    expect(asked).toEqual([]);
  });

  it('no transaction is open and no connection is held while a PIN is hashed', async () => {
    const asked = watchHasher();
    await tryPin('101');
    await office.user('104');
    const input = { extension: '101' as never, patch: { pin: '24682468' } };
    await updateUser({ ctx: office.ctx, input });
    expect(asked.map(({ what, inUse }) => [what, inUse])).toEqual([
      ['verify', 0],
      ['hash', 0],
      ['hash', 0],
    ]);
  });

  it('holds for another process on the same database', async () => {
    await tryWrong(5);
    const other = await openOffice(database());
    Object.assign(other.ctx, { tenantId: office.ctx.tenantId });
    expect(await codeOf(logInAs(other, { deskId, extension: '101' }))).toBe('locked');
  });

  it('holds at every desk, and for nobody else', async () => {
    const other = (await office.desk('8002')).id;
    await office.user('103');
    await tryWrong(5);
    expect(await tryPin('101', '4321', { deskId: other })).toBe('locked');
    expect(await tryPin('103', '4321', { deskId: other })).toBe('done');
    expect((await getUser({ ctx: office.ctx, input: { extension: '101' } })).locked).toBe(true);
  });

  it('an attempt that could not be checked counts neither way', async () => {
    await tryWrong(4);
    const { pins } = office.ctx;
    refuseAsBusy(office.ctx);
    for (let time = 0; time < 3; time += 1) expect(await tryPin('101')).toBe('busy');
    office.ctx.pins = pins;
    expect(await tryPin('101')).toBe('done');
  });

  it('nor does one of the portal', async () => {
    const email = `owner@${office.ctx.tenantId}.example`;
    const { pins, db, tenantId } = office.ctx;
    const passwordHash = await pins.hash('a good password');
    const createdAt = new Date(office.clock.nowMs());
    const account = { id: tenantId, tenantId, email, name: 'Owner', role: 'owner' as const };
    await db.insert(portalAccounts).values({ ...account, passwordHash, createdAt });
    const signIn = (password: string) =>
      codeOf(verifySignIn(office.ctx, { email, password, source: '192.0.2.1' }));
    for (let time = 0; time < 9; time += 1) expect(await signIn('wrong')).toBe('unauthorized');
    refuseAsBusy(office.ctx);
    for (let time = 0; time < 3; time += 1) expect(await signIn('a good password')).toBe('busy');
    office.ctx.pins = pins;
    expect(await signIn('a good password')).toBe('done');
  });

  describe('what many people share', () => {
    /** Different numbers, so that none of them locks; answers how long the desk is locked. */
    async function lockDesk(): Promise<number> {
      for (let number = 0; number < 30; number += 1) await tryWrong(1, `7${100 + number}`);
      const error = await logInAs(office, { deskId, extension: '101' }).catch((caught) => caught);
      return error instanceof HotdeskError ? (error.retryAfterSeconds ?? 0) : 0;
    }

    it('a desk is locked by thirty wrong ones, longer each time, and after a quiet hour as at first', async () => {
      expect(await lockDesk()).toBe(60);
      office.clock.advance(2 * MINUTE_MS);
      expect(await lockDesk()).toBe(120);
      office.clock.advance(63 * MINUTE_MS);
      expect(await lockDesk()).toBe(60);
    });

    it('is swept a day later; what is counted for a number stays, whether it exists or not', async () => {
      const scopesNow = async () => {
        const rows = await office.ctx.db.select().from(attemptLimits);
        const own = [deskId, `${office.ctx.tenantId}:`];
        return rows.filter(({ key }) => own.some((one) => key.startsWith(one))).map(({ scope }) => scope);
      };
      await tryWrong(3);
      await tryWrong(3, '999');
      office.clock.advance(DAY_MS + 1);
      await sweep(office.ctx);
      expect(await scopesNow()).toEqual(['extension', 'extension']);
      await tryWrong(2);
      await tryWrong(2, '999');
      expect([await tryPin('101'), await tryPin('999')]).toEqual(['locked', 'locked']);
      office.clock.advance(31 * DAY_MS);
      await sweep(office.ctx);
      expect(await scopesNow()).toEqual([]);
    });
  });

  it('the stored hash never leaves with a person', async () => {
    const view = await getUser({ ctx: office.ctx, input: { extension: '101' } });
    expect(JSON.stringify(view)).not.toMatch(/argon|pin/i);
  });
});
