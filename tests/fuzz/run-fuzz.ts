import type { Database } from '#db/client.ts';
import { silentLog } from '#server/ports/log.ts';
import { seededRandom } from '../fakes/seeded-random.ts';
import { Attacker } from './attacker.ts';
import { type FuzzedOffice, openFuzzedOffice, recordOffice, tortureMessages, written } from './corpus.ts';
import { longMessages } from './long-messages.ts';
import { type Dice, diceOf, mutate } from './mutate.ts';
import { fuzzParsers } from './parsers.ts';

export type FuzzOptions = {
  messages: number;
  seed: number;
  /** Called before each message, with its number: a hang is at the last one. */
  onMessage?(number: number): void;
};

/** Transactions of both kinds, calls, subscriptions and media ports. */
export type Left = {
  readonly transactions: number;
  readonly calls: number;
  readonly subscriptions: number;
  readonly ports: number;
};

export type FuzzReport = {
  readonly messages: number;
  readonly answers: number;
  /** Requests that got past the door and were signed with a live secret. */
  readonly signed: number;
  /** Most CPU time that one message took in repeated tries, in ms. */
  readonly slowestMs: number;
  /** What is there a day after the last message. */
  readonly left: Left;
};

/** A wrong answer to a message: which one it was is in the text. */
export class FuzzFailure extends Error {}

/** What the house says when the gateway refuses a call for help: it is meant to be an error. */
const UNHELPED = 'an emergency call came to nothing';
const TURN = 50;
const STEP_MAX_MS = 40;
const HOUR_MS = 3_600_000;
/** What takes longer is tried again: a busy machine is slow once, a bad algorithm always. */
const SUSPICIOUS_MS = 50;
const TOO_SLOW_MS = 100;
const TRIES = 5;

/** Sends mutated messages to the SIP side of a house and to every parser. @throws FuzzFailure with the message */
export async function runFuzz(database: Database, options: FuzzOptions): Promise<FuzzReport> {
  const errors: string[] = [];
  const log = {
    ...silentLog,
    error(text: string, fields?: object) {
      if (text !== UNHELPED) errors.push(`${text} ${JSON.stringify(fields)}`);
    },
  };
  const office = await openFuzzedOffice(database, log);
  const run = new FuzzRun(office, {
    ...options,
    database,
    corpus: [...(await recordOffice(office)), ...tortureMessages(), ...written()],
  });
  for (let number = 0; number < options.messages; number += 1) {
    options.onMessage?.(number);
    run.step(number);
    if (number % TURN !== 0) continue;
    await run.turn();
    if (errors.length > 0) throw run.failure(number, `${errors[0]}`);
  }
  await run.settle();
  if (errors.length > 0) throw run.failure(options.messages, `${errors[0]}`);
  return run.report();
}

type RunOptions = FuzzOptions & { database: Database; corpus: readonly string[] };

class FuzzRun {
  readonly #office: FuzzedOffice;
  readonly #database: Database;
  readonly #options: RunOptions;
  readonly #dice: Dice;
  readonly #attacker: Attacker;
  #slowestMs = 0;
  #left = { calls: 0, subscriptions: 0 };
  #newest: string[] = [];
  readonly #long = longMessages();

  constructor(office: FuzzedOffice, options: RunOptions) {
    this.#office = office;
    this.#database = options.database;
    this.#options = options;
    this.#dice = diceOf(seededRandom(options.seed));
    this.#attacker = new Attacker(office, this.#dice);
  }

  /** One message to the house, and through the parsers. First come those that take longest. */
  step(number: number): void {
    const { corpus } = this.#options;
    const { flow, ...sent } = this.#attacker.next(number, (from) => mutate(from, this.#dice, corpus), corpus);
    const text = this.#long[number] ?? sent.text;
    const bytes = Buffer.from(text, 'latin1');
    this.#newest = [...this.#newest.slice(1 - TURN), text];
    const { engine, network } = this.#office;
    try {
      this.#watched(() => engine.receive(flow, bytes, network.nowMs), text);
      this.#watched(() => fuzzParsers(text, this.#dice, corpus), text);
      network.run(network.nowMs + this.#dice.below(STEP_MAX_MS));
    } catch (error) {
      throw this.failure(number, error instanceof Error ? `${error.stack}` : String(error));
    }
  }

  /** Lets what waits for the database go on. */
  async turn(): Promise<void> {
    for (let i = 0; i < 4; i += 1) await new Promise((resolve) => setImmediate(resolve));
    this.#attacker.turn();
  }

  /** Lets a day pass, no faster than the database follows, and then stops what goes on by itself. */
  async settle(): Promise<void> {
    const { network, pbx } = this.#office;
    for (let hour = 0; hour < 24; hour += 1) {
      await this.#databaseIsQuiet();
      if (pbx.callCount + pbx.subscriptionCount === 0) break;
      network.run(network.nowMs + HOUR_MS);
    }
    this.#left = { calls: pbx.callCount, subscriptions: pbx.subscriptionCount };
    pbx.stop();
    network.run(network.nowMs + HOUR_MS);
    await this.#databaseIsQuiet();
  }

  async #databaseIsQuiet(): Promise<void> {
    const { pool } = this.#database;
    do await new Promise((resolve) => setTimeout(resolve, 100));
    while (pool.waitingCount > 0 || pool.idleCount < pool.totalCount);
  }

  failure(number: number, why: string): FuzzFailure {
    const last = JSON.stringify(this.#newest.at(-1)?.slice(0, 4_000));
    return new FuzzFailure(`seed ${this.#options.seed}, message ${number}: ${why}\n${last}`);
  }

  report(): FuzzReport {
    const { engine, media } = this.#office;
    const left = { ...this.#left, transactions: engine.transactionCount, ports: media.ports };
    const { answers, signed } = this.#attacker;
    return { messages: this.#options.messages, answers, signed, slowestMs: this.#slowestMs, left };
  }

  /** Does it, and again if it took long: by the shortest try it is judged. */
  #watched(work: () => void, text: string): void {
    let shortestMs = cpuMs(work);
    if (shortestMs < SUSPICIOUS_MS) return;
    for (let i = 0; i < TRIES; i += 1) shortestMs = Math.min(shortestMs, cpuMs(work));
    this.#slowestMs = Math.max(this.#slowestMs, shortestMs);
    if (shortestMs > TOO_SLOW_MS) throw new Error(`${shortestMs} ms for ${text.length} bytes`);
  }
}

/** The CPU time of this thread: another program that is busy adds nothing. */
function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}
