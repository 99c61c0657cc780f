import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Database } from '#db/client.ts';
import { type HotdeskEvent, writeEvent } from '#server/hotdesk/events.ts';
import { createOutbox, type Outbox } from '#server/outbox.ts';
import { silentLog } from '#server/ports/log.ts';
import { FakeScheduler } from '../../fakes/fake-scheduler.ts';
import { eachDatabase, onPostgres } from '../../support/databases.ts';
import { type Office, openOffice } from '../../support/office.ts';

/** Within a second of the PIN calls must ring: nothing may wait for the next poll. */
const SOON_MS = 50;
const POLL_MS = 2_000;

/** An outbox, what it told, and ways to write events. */
class Listening {
  readonly told: string[] = [];
  readonly log: string[] = [];
  readonly scheduler = new FakeScheduler();
  readonly office: Office;
  outbox!: Outbox;
  announce: () => void = () => {};

  constructor(office: Office) {
    this.office = office;
  }

  async open(): Promise<this> {
    const onEvents = (listener: () => void) => {
      this.announce = listener;
      return () => {};
    };
    this.outbox = await createOutbox({
      db: this.office.ctx.db,
      scheduler: this.scheduler,
      onEvents,
      log: { ...silentLog, error: (text) => void this.log.push(text) },
    });
    this.outbox.subscribe((event) => void this.told.push('userId' in event ? event.userId : event.type));
    return this;
  }

  write(userId: string, db = this.office.ctx.db): Promise<number> {
    const event = { type: 'user', what: 'edited', tenantId: this.office.ctx.tenantId, userId };
    return writeEvent({ ...this.office.ctx, db }, event as HotdeskEvent);
  }

  untilTold(expected: string[]): Promise<void> {
    return vi.waitFor(() => expect(this.told).toEqual(expected), { timeout: 5_000, interval: 5 });
  }

  /** A look at the database has surely been over by the time that this many questions were answered. */
  async meanwhile(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await this.office.ctx.db.execute('select 1');
  }

  async lookInVain(): Promise<void> {
    this.announce();
    await this.meanwhile();
  }

  /** Begins a transaction that has written, an event if it is given one. The answer ends it. */
  async begin(userId?: string): Promise<(how: 'commit' | 'rollback') => Promise<void>> {
    const ending = Promise.withResolvers<'commit' | 'rollback'>();
    const begun = Promise.withResolvers<void>();
    const rolledBack = new Error('rolled back');
    const over = this.office.ctx.db
      .transaction(async (db) => {
        if (userId === undefined) await db.execute('select pg_current_xact_id()');
        else await this.write(userId, db);
        begun.resolve();
        if ((await ending.promise) === 'rollback') throw rolledBack;
      })
      .catch((error: unknown) => {
        if (error !== rolledBack) throw error;
      });
    await begun.promise;
    return async (how) => {
      ending.resolve(how);
      await over;
    };
  }
}

function listen(database: () => Database): () => Listening {
  let listening: Listening | undefined;
  beforeEach(async () => {
    listening = await new Listening(await openOffice(database())).open();
  });
  afterEach(() => listening?.outbox.close());
  return () => {
    if (listening === undefined) throw new Error('nobody listens yet');
    return listening;
  };
}

eachDatabase('the outbox', (database) => {
  const now = listen(database);

  it('delivers what was committed, in order, once', async () => {
    for (const name of ['first', 'second', 'third']) await now().write(name);
    now().announce();
    await now().untilTold(['first', 'second', 'third']);
    await now().lookInVain();
    expect(now().told).toEqual(['first', 'second', 'third']);
  });

  it('delivers more than a batch holds', async () => {
    const names = Array.from({ length: 520 }, (_, index) => `user ${index}`);
    await now().office.ctx.db.transaction(async (db) => {
      for (const name of names) await now().write(name, db);
    });
    now().announce();
    await now().untilTold(names);
  });

  it('does not deliver what was rolled back, nor what was before it began', async () => {
    const end = await now().begin('never');
    await end('rollback');
    await now().write('after');
    now().announce();
    await now().untilTold(['after']);
    const late = await new Listening(now().office).open();
    await late.lookInVain();
    await late.outbox.close();
    expect(late.told).toEqual([]);
  });

  it('finds a commit that nobody announced by looking', async () => {
    await now().write('quiet');
    now().scheduler.run(POLL_MS);
    await now().untilTold(['quiet']);
  });

  it('keeps nothing from the others when a handler fails', async () => {
    now().outbox.subscribe(() => Promise.reject(new Error('broken')));
    const others: string[] = [];
    now().outbox.subscribe((event) => void others.push(event.type));
    await now().write('first');
    await now().write('second');
    now().announce();
    await vi.waitFor(() => expect(others).toEqual(['user', 'user']));
    expect(now().log).toEqual(['an event was not handled', 'an event was not handled']);
  });

  it('delivers at once when told to, and not a second time', async () => {
    const id = await now().write('now');
    await now().outbox.deliverNow(id);
    expect(now().told).toEqual(['now']);
    await now().lookInVain();
    await now().outbox.deliverNow(id);
    expect(now().told).toEqual(['now']);
  });

  it('waits for what is just being delivered, and does not deliver it beside', async () => {
    const handling = Promise.withResolvers<void>();
    now().outbox.subscribe(() => handling.promise);
    const id = await now().write('slow');
    now().announce();
    await now().untilTold(['slow']);
    let isOver = false;
    const delivered = now()
      .outbox.deliverNow(id)
      .then(() => {
        isOver = true;
      });
    await now().meanwhile();
    const seen = { told: [...now().told], isOver };
    handling.resolve();
    await delivered;
    expect(seen).toEqual({ told: ['slow'], isOver: false });
    expect(now().told).toEqual(['slow']);
  });
});

onPostgres('the outbox, where transactions overlap', (database) => {
  const now = listen(database);

  it('still delivers what commits later than its successor, once, in order', async () => {
    const end = await now().begin('early and slow');
    await now().write('late and fast');
    await now().lookInVain();
    expect(now().told).toEqual([]);
    await end('commit');
    now().announce();
    await now().untilTold(['early and slow', 'late and fast']);
    await now().lookInVain();
    expect(now().told).toHaveLength(2);
  });

  it('delivering one at once does not hide the one that commits after it', async () => {
    const end = await now().begin('early and slow');
    await now().outbox.deliverNow(await now().write('late and fast'));
    expect(now().told).toEqual(['late and fast']);
    await end('commit');
    now().announce();
    await now().untilTold(['late and fast', 'early and slow']);
    await now().lookInVain();
    expect(now().told).toHaveLength(2);
  });

  it('does not wait for the next poll when an older transaction ends that says nothing', async () => {
    const end = await now().begin();
    await now().write('held up');
    await now().lookInVain();
    for (let turn = 0; turn < 3; turn += 1) {
      now().scheduler.run(SOON_MS);
      await now().meanwhile();
    }
    expect(now().told).toEqual([]);
    await end('rollback');
    now().scheduler.run(SOON_MS);
    await now().untilTold(['held up']);
  });

  it('delivers each once of many that commit in any order', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `user ${index}`);
    const writeSlowly = (name: string, turns: number): Promise<number> =>
      now().office.ctx.db.transaction(async (db) => {
        const id = await now().write(name, db);
        for (let turn = 0; turn < turns; turn += 1) await db.execute('select 1');
        return id;
      });
    await Promise.all(
      names.map(async (name, index) => {
        const id = await writeSlowly(name, index % 7);
        if (index % 3 === 0) await now().outbox.deliverNow(id);
        else now().announce();
      }),
    );
    await vi.waitFor(() => {
      now().announce();
      expect([...now().told].sort()).toEqual([...names].sort());
    });
    await now().lookInVain();
    expect(now().told).toHaveLength(names.length);
  });
});
