import { describe, expect, it } from 'vitest';
import {
  type SubscriptionInput,
  type SubscriptionState,
  type SubscriptionStep,
  startSubscription,
  stepSubscription,
} from '#server/sip/event/subscription-state.ts';

const SPACING_MS = 1_000;

/** A subscription in a time of its own: what it said, and when. */
class Run {
  state: SubscriptionState;
  said: string[] = [];
  #nowMs = 0;
  #wakes: number[] = [];

  constructor({ expiresSeconds = 600, isAllowed = true } = {}) {
    const first = startSubscription({ expiresSeconds, isAllowed }, this.#now());
    this.state = first.state;
    this.#perform(first);
  }

  input(...inputs: SubscriptionInput[]): this {
    for (const input of inputs) {
      const step = stepSubscription(this.state, input, this.#now());
      this.state = step.state;
      this.#perform(step);
    }
    return this;
  }

  until(toMs: number): this {
    for (;;) {
      const next = Math.min(...this.#wakes);
      if (next > toMs) break;
      this.#nowMs = Math.max(this.#nowMs, next);
      this.#wakes = this.#wakes.filter((atMs) => atMs !== next);
      this.input({ is: 'due' });
    }
    this.#nowMs = toMs;
    return this;
  }

  /** What it said since the last look. */
  news(): string[] {
    return this.said.splice(0);
  }

  #now() {
    return { nowMs: this.#nowMs, spacingMs: SPACING_MS };
  }

  #perform({ outputs }: SubscriptionStep): void {
    for (const output of outputs) {
      if (output.do === 'wake') this.#wakes.push(output.atMs);
      else if (output.do === 'end') this.said.push(`${this.#nowMs} end`);
      else this.said.push(`${this.#nowMs} ${output.subscriptionState}${output.hasState ? ' +state' : ''}`);
    }
  }
}

const ok = { is: 'answered', status: 200 } as const;
const news = { is: 'state', isNews: true } as const;
const same = { is: 'state', isNews: false } as const;
const fresh = () => {
  const run = new Run().input(ok);
  run.news();
  return run;
};

describe('a subscription, RFC 6665 4.2', () => {
  it('is told the state at once', () => {
    expect(new Run().news()).toEqual(['0 active;expires=600 +state']);
  });

  it('that waits to be allowed is told so without any state, and the state when it is allowed', () => {
    const run = new Run({ isAllowed: false });
    expect(run.news()).toEqual(['0 pending;expires=600']);
    run.input(news, ok, news).until(5_000);
    expect([run.state.at, run.news()]).toEqual(['pending', []]);
    run.input({ is: 'allowed' });
    expect([run.state.at, run.news()]).toEqual(['active', ['5000 active;expires=595 +state']]);
  });

  it('is told what changes at once when nothing was told lately', () => {
    expect(fresh().until(20_000).input(news).news()).toEqual(['20000 active;expires=580 +state']);
  });

  it('is refreshed by a SUBSCRIBE, and told the state at once, news or not', () => {
    const run = fresh().input({ is: 'subscribe', expiresSeconds: 900 });
    expect(run.news()).toEqual(['0 active;expires=900 +state']);
    run.input(ok).until(899_999);
    expect(run.state.at).toBe('active');
  });

  it('that asks for 0 seconds is told the state once: a fetch (4.4.3)', () => {
    expect(new Run({ expiresSeconds: 0 }).news()).toEqual(['0 terminated;reason=timeout +state', '0 end']);
  });
});

describe('news to one subscriber', () => {
  it('are a second apart, the last state winning', () => {
    const run = fresh().until(5_000);
    for (let change = 0; change < 100; change += 1) run.input(news, ok);
    expect(run.until(9_000).news()).toEqual([
      '5000 active;expires=595 +state',
      '6000 active;expires=594 +state',
    ]);
  });

  it('wait while a NOTIFY is under way', () => {
    const run = fresh().until(5_000).input(news, news);
    run.news();
    expect(run.until(15_000).input(news).news()).toEqual([]);
    expect(run.input(ok).news()).toEqual(['15000 active;expires=585 +state']);
  });

  it('that were taken back before they went out are none', () => {
    const run = fresh().until(5_000).input(news, ok, news, same);
    run.news();
    expect(run.until(60_000).news()).toEqual([]);
  });

  it('do not hold up the answer to a SUBSCRIBE', () => {
    const run = fresh().until(5_000).input(news, ok).until(5_100);
    run.news();
    expect(run.input({ is: 'subscribe', expiresSeconds: 600 }, same).news()).toEqual([
      '5100 active;expires=600 +state',
    ]);
  });
});

describe('the end of a subscription', () => {
  it('comes when it runs out, and is told', () => {
    expect(fresh().until(600_000).news()).toEqual(['600000 terminated;reason=timeout +state', '600000 end']);
  });

  it('comes to one that was never allowed without any state', () => {
    const run = new Run({ isAllowed: false }).input(ok);
    run.news();
    expect(run.until(600_000).news()).toEqual(['600000 terminated;reason=timeout', '600000 end']);
  });

  it('comes by a SUBSCRIBE with Expires 0, and is told', () => {
    expect(fresh().input({ is: 'subscribe', expiresSeconds: 0 }).news()).toEqual([
      '0 terminated;reason=timeout +state',
      '0 end',
    ]);
  });

  it('comes when we say so, without the state', () => {
    expect(fresh().input({ is: 'end', reason: 'noresource' }).news()).toEqual([
      '0 terminated;reason=noresource',
      '0 end',
    ]);
    const later = { is: 'end', reason: 'probation', retryAfterSeconds: 30 } as const;
    expect(fresh().input(later).news()[0]).toBe('0 terminated;reason=probation;retry-after=30');
  });

  it('is told after the NOTIFY that is under way', () => {
    const run = new Run();
    run.news();
    run.input({ is: 'end', reason: 'noresource' }, news, { is: 'subscribe', expiresSeconds: 60 });
    expect([run.state.at, run.news()]).toEqual(['terminating', []]);
    expect(run.input(ok).news()).toEqual(['0 terminated;reason=noresource', '0 end']);
  });

  it.each([
    ['refuses it', { is: 'answered', status: 481 }],
    ['never answers it', { is: 'answered', status: 408 }],
    ['loses its connection', { is: 'stranded' }],
  ] as const)('is not told to a phone that %s', (_, input) => {
    const run = new Run();
    run.news();
    expect(run.input({ is: 'end', reason: 'noresource' }, input).news()).toEqual(['0 end']);
  });

  it.each([401, 403, 404, 405, 407, 408, 410, 480, 481, 489, 500, 501, 503, 603])(
    'comes with a NOTIFY that is answered %i (4.2.2)',
    (status) => {
      const run = new Run();
      run.news();
      expect([run.input({ is: 'answered', status }).news(), run.state.at]).toEqual([['0 end'], 'terminated']);
    },
  );

  it('does not come with a NOTIFY that may be tried again later (4.2.2)', () => {
    const run = new Run();
    run.news();
    run.input({ is: 'answered', status: 503, retryAfterSeconds: 20 });
    expect(run.until(60_000).news()).toEqual(['20000 active;expires=580 +state']);
  });

  it('comes with 481 whatever stands beside it (4.2.2)', () => {
    expect(new Run().input({ is: 'answered', status: 481, retryAfterSeconds: 20 }).state.at).toBe(
      'terminated',
    );
  });
});

describe('a subscription whose connection broke', () => {
  it('is told all that it missed when the phone comes by another way', () => {
    const run = fresh().until(5_000).input(news, { is: 'stranded' }, { is: 'stranded' }).until(10_000);
    run.news();
    expect(run.input({ is: 'moved' }).news()).toEqual(['10000 active;expires=590 +state']);
  });

  it('is told nothing that it knows already', () => {
    const run = fresh().until(5_000).input({ is: 'stranded' }, { is: 'moved' });
    expect([run.state.at, run.until(60_000).news()]).toEqual(['active', []]);
  });

  it('is told news that came meanwhile', () => {
    const run = fresh().until(5_000).input({ is: 'stranded' }, news, { is: 'moved' });
    expect(run.news()).toEqual(['5000 active;expires=595 +state']);
  });

  it('goes on by a SUBSCRIBE, too', () => {
    const run = fresh().input({ is: 'stranded' }, { is: 'subscribe', expiresSeconds: 600 });
    expect(run.news()).toEqual(['0 active;expires=600 +state']);
  });

  it('ends in silence when the phone does not come back, or its time is over', () => {
    expect(fresh().input({ is: 'stranded' }).until(60_000).news()).toEqual(['32000 end']);
    expect(new Run({ expiresSeconds: 10 }).input(ok, { is: 'stranded' }).until(60_000).said.at(-1)).toBe(
      '10000 end',
    );
    expect(fresh().input({ is: 'stranded' }, { is: 'end', reason: 'noresource' }).news()).toEqual(['0 end']);
  });
});

describe('what means nothing', () => {
  const everything: SubscriptionInput[] = [
    ...[ok, news, same, { is: 'subscribe', expiresSeconds: 600 } as const, { is: 'allowed' } as const],
    ...[{ is: 'end', reason: 'timeout' } as const, { is: 'due' } as const],
    ...[{ is: 'stranded' } as const, { is: 'moved' } as const],
  ];

  it('wakes nobody who is gone', () => {
    const run = fresh().input({ is: 'end', reason: 'timeout' });
    run.news();
    expect([run.input(...everything).state.at, run.news()]).toEqual(['terminated', []]);
  });

  it.each([[ok], [{ is: 'answered', status: 481 }], [{ is: 'allowed' }], [{ is: 'due' }], [{ is: 'moved' }]])(
    'changes nothing when nothing of it was asked: %o',
    (input) => {
      const run = fresh();
      const before = run.state;
      expect([run.input(input as SubscriptionInput).state, run.news()]).toEqual([before, []]);
    },
  );
});
