import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { endCredentialsOfDesk, expectedCredential } from '#server/hotdesk/credentials.ts';
import { loadBindings, type SipBinding } from '#server/hotdesk/stored-bindings.ts';
import { BindingWriter } from '#server/pbx/binding-writer.ts';
import { FakeScheduler } from '../../fakes/fake-scheduler.ts';
import { bindingOf } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

eachDatabase('registrations that come in a rush', (database) => {
  let office: Office;
  let scheduler: FakeScheduler;
  let writer: BindingWriter;
  const nowMs = () => office.clock.nowMs();
  beforeEach(async () => {
    office = await openOffice(database());
    scheduler = new FakeScheduler();
    writer = new BindingWriter(office.ctx, scheduler);
  });

  const bindingAt = async (extension: string): Promise<SipBinding> => {
    const desk = await office.desk(extension);
    const authName = (await expectedCredential(office.ctx.db, desk.id))?.authName ?? '';
    return bindingOf(desk.id, authName, nowMs() + 600_000);
  };
  const write = (upserts: SipBinding[], removals: SipBinding[] = []) =>
    writer.write({ upserts, removals }, nowMs());
  /** Nothing else is being written meanwhile. */
  const writeAlone = async (upserts: SipBinding[], removals: SipBinding[] = []) => {
    await write(upserts, removals);
    await setImmediate();
  };
  const stored = async (binding: SipBinding) =>
    (await loadBindings(office.ctx.db, nowMs())).find(({ authName }) => authName === binding.authName);

  /** The first of a rush has been written: the others have been gathered. */
  const gather = async (first: Promise<void>) => {
    await first;
    await setImmediate();
    scheduler.run(10);
  };

  it('are stored when they are said to be, the first at once and the others together', async () => {
    const [first, second, third] = [
      await bindingAt('8001'),
      await bindingAt('8002'),
      await bindingAt('8003'),
    ];
    const [done, ...later] = [write([first]), write([second]), write([third])];
    await done;
    expect(await stored(first)).toMatchObject({ contact: first.contact });
    expect(await stored(second)).toBeUndefined();
    scheduler.run(10);
    await Promise.all(later);
    expect([await stored(second), await stored(third)]).not.toContain(undefined);
  });

  it('end as the last word of each says', async () => {
    const binding = await bindingAt('8001');
    const [first, ...others] = [
      write([binding]),
      write([{ ...binding, cseq: 2 }]),
      write([], [binding]),
      write([{ ...binding, cseq: 4 }]),
    ];
    await gather(first as Promise<void>);
    await Promise.all(others);
    expect(await stored(binding)).toMatchObject({ cseq: 4 });
  });

  it('are only refreshed where nothing else has changed, and stored whole where they are not there any more', async () => {
    const [known, lost] = [await bindingAt('8001'), await bindingAt('8002')];
    await writeAlone([known, lost]);
    await writeAlone([], [lost]);
    const again = (binding: SipBinding) => ({
      ...binding,
      callId: 'again',
      cseq: 7,
      expiresAtMs: nowMs() + 900_000,
    });
    await writer.write({ refreshes: [again(known), again(lost)], upserts: [], removals: [] }, nowMs());
    expect(await stored(known)).toEqual(again(known));
    expect(await stored(lost)).toEqual(again(lost));
  });

  it('are not refreshed when their credentials have ended', async () => {
    const binding = await bindingAt('8001');
    await writeAlone([binding]);
    await endCredentialsOfDesk(office.ctx, binding.deskId);
    const refreshes = [{ ...binding, cseq: 7 }];
    await writer.write({ refreshes, upserts: [], removals: [] }, nowMs());
    expect((await stored(binding))?.cseq).not.toBe(7);
  });

  it('are stored whole when what they refresh is about to be stored, or removed', async () => {
    const [fresh, back] = [await bindingAt('8001'), await bindingAt('8002')];
    await writeAlone([back]);
    const refresh = (binding: SipBinding, cseq: number) =>
      writer.write({ refreshes: [{ ...binding, cseq }], upserts: [], removals: [] }, nowMs());
    const [first, ...others] = [
      write([]),
      write([fresh]),
      refresh(fresh, 8),
      write([], [back]),
      refresh(back, 9),
    ];
    await gather(first as Promise<void>);
    await Promise.all(others);
    expect([await stored(fresh), await stored(back)]).toMatchObject([{ cseq: 8 }, { cseq: 9 }]);
  });

  it('do not fail with one that cannot be stored', async () => {
    const [good, bad] = [await bindingAt('8001'), await bindingAt('8002')];
    const first = write([]);
    const outcomes = Promise.allSettled([write([good]), write([{ ...bad, userAgent: 'a \0 phone' }])]);
    await gather(first);
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await stored(good)).toBeDefined();
  });
});
