import { setImmediate } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { expectedCredential } from '#server/hotdesk/credentials.ts';
import { loadBindings, type SipBinding } from '#server/hotdesk/sip-directory.ts';
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

  it('do not fail with one that cannot be stored', async () => {
    const [good, bad] = [await bindingAt('8001'), await bindingAt('8002')];
    const first = write([]);
    const outcomes = Promise.allSettled([write([good]), write([{ ...bad, userAgent: 'a \0 phone' }])]);
    await gather(first);
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await stored(good)).toBeDefined();
  });
});
