import type { Db } from '#server/hotdesk/context.ts';
import { configurationByToken, type DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { Clock } from '#server/ports/clock.ts';

/** Where the configuration that a token opens comes from. */
export type ConfigurationSource = {
  byToken(token: string): Promise<DeskConfiguration | undefined>;
  /** Something of this desk was written just now. */
  forget(token: string): void;
};

/** Reads each time. */
export const uncached = (db: Db): ConfigurationSource => ({
  byToken: (token) => configurationByToken(db, token),
  forget() {},
});

/** A change that nobody told of (another process that was cut off) is served this late at the most. */
const KEPT_MS = 30_000;
const KEPT_MAX = 10_000;

type Kept = { configuration: DeskConfiguration; untilMs: number };

/**
 * What phones ask for most: the same as the last time, from thousands of them every few minutes. Kept until an event
 * tells that something of it has changed.
 */
export class Configurations implements ConfigurationSource {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #byToken = new Map<string, Kept>();
  /** By the desk's id. */
  readonly #tokens = new Map<string, string>();
  /** Rises with every event: what was read before one may be older than what it told of. */
  #generation = 0;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  async byToken(token: string): Promise<DeskConfiguration | undefined> {
    const nowMs = this.#clock.nowMs();
    const kept = this.#byToken.get(token);
    if (kept !== undefined && nowMs < kept.untilMs) return kept.configuration;
    const generation = this.#generation;
    const configuration = await configurationByToken(this.#db, token);
    if (configuration !== undefined && generation === this.#generation)
      this.#keep(token, configuration, nowMs);
    return configuration;
  }

  forget(token: string): void {
    this.#generation += 1;
    const kept = this.#byToken.get(token);
    if (kept === undefined) return;
    this.#byToken.delete(token);
    this.#tokens.delete(kept.configuration.desk.id);
  }

  apply(event: HotdeskEvent): void {
    if (event.type === 'gateway' || event.type === 'emergency' || event.type === 'rps') return;
    this.#generation += 1;
    if (event.type === 'desk') return this.forget(this.#tokens.get(event.deskId) ?? '');
    for (const [token, { configuration }] of this.#byToken)
      if (isTouched(configuration, event)) this.forget(token);
  }

  #keep(token: string, configuration: DeskConfiguration, nowMs: number): void {
    this.#byToken.delete(token);
    this.#byToken.set(token, { configuration, untilMs: nowMs + KEPT_MS });
    this.#tokens.set(configuration.desk.id, token);
    if (this.#byToken.size <= KEPT_MAX) return;
    const [oldest] = this.#byToken.keys();
    if (oldest !== undefined) this.forget(oldest);
  }
}

type Wide = Extract<HotdeskEvent, { type: 'phone' | 'user' | 'tenant' }>;

const isTouched = ({ desk }: DeskConfiguration, event: Wide): boolean =>
  event.type === 'phone' ? desk.mac === event.mac : desk.tenantId === event.tenantId;
