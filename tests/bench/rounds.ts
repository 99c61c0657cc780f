import { setTimeout as sleep } from 'node:timers/promises';
import { cpuSeconds, LOAD_CORE, pin, SERVER_CORE } from './process-usage.ts';
import { median, percentile, type Row } from './report.ts';

/** A server under load; `pids` are all whose CPU it costs. */
export type Loaded = { name: string; pids: readonly number[] };

/** What a load did to a server. */
export type LoadFigures = {
  done: number;
  seconds: number;
  lost: number;
  refused: number;
  ms: readonly number[];
};

type Figures = { aSecond: number; cpuMicros: number; p99Ms: number; lost: number };

const ROUNDS = 3;

/** The servers in turns, each on its core and the load on another, and of each the middle of its rounds. */
export async function inTurns<Server extends Loaded>(
  servers: readonly Server[],
  load: (server: Server) => Promise<LoadFigures>,
): Promise<Map<string, Figures>> {
  pin(process.pid, LOAD_CORE);
  const rounds = new Map<string, Figures[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const server of servers) {
      for (const pid of server.pids) pin(pid, SERVER_CORE);
      await untilQuiet(server);
      const before = usedBy(server);
      const result = await load(server);
      const figures = {
        aSecond: result.done / result.seconds,
        cpuMicros: ((usedBy(server) - before) / result.done) * 1_000_000,
        p99Ms: percentile(result.ms, 0.99),
        lost: result.lost + result.refused,
      };
      rounds.set(server.name, [...(rounds.get(server.name) ?? []), figures]);
    }
  }
  return new Map([...rounds].map(([name, figures]) => [name, middleOf(figures)]));
}

const LOOK_AGAIN_MS = 500;
const QUIET_CPU_SECONDS = 0.05;
const QUIET_WITHIN_MS = 60_000;

/** What is still done for an earlier round, such as looking after phones that are new, belongs to none. */
async function untilQuiet(server: Loaded): Promise<void> {
  const deadline = performance.now() + QUIET_WITHIN_MS;
  for (let before = Number.NEGATIVE_INFINITY; performance.now() < deadline; await sleep(LOOK_AGAIN_MS)) {
    const used = usedBy(server);
    if (used - before < QUIET_CPU_SECONDS) return;
    before = used;
  }
}

const usedBy = ({ pids }: Loaded): number => pids.reduce((sum, pid) => sum + cpuSeconds(pid), 0);

function middleOf(figures: readonly Figures[]): Figures {
  const middle = (read: (one: Figures) => number): number => median(figures.map(read));
  return {
    aSecond: middle(({ aSecond }) => aSecond),
    cpuMicros: middle(({ cpuMicros }) => cpuMicros),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    lost: middle(({ lost }) => lost),
  };
}

/** @param work what is done once in each, as messages */
export const figureRows = (part: string, work: string, figures: ReadonlyMap<string, Figures>): Row[] =>
  [...figures].flatMap(([name, { aSecond, cpuMicros, p99Ms, lost }]) => [
    { part, what: `${name}: ${work}`, value: aSecond, unit: '/s' },
    { part, what: `${name}: CPU for each`, value: cpuMicros, unit: 'µs' },
    { part, what: `${name}: p99`, value: p99Ms, unit: 'ms' },
    { part, what: `${name}: lost or refused`, value: lost, unit: '' },
  ]);

type Pair = { ours: string; theirs: string; aim: string };

/** What ours costs for what theirs costs; no row where one of them is not there. */
export function comparison(part: string, figures: ReadonlyMap<string, Figures>, pair: Pair): Row[] {
  const [ours, theirs] = [figures.get(pair.ours), figures.get(pair.theirs)];
  if (ours === undefined || theirs === undefined) return [];
  const what = `CPU of ${pair.ours} for that of ${pair.theirs}`;
  return [{ part, what, value: ours.cpuMicros / theirs.cpuMicros, unit: '×', aim: pair.aim }];
}

/** Why there is nobody to compare with. */
export const noPeer = (part: string, missing: string | undefined): Row[] =>
  missing === undefined ? [] : [{ part, what: `no peer: ${missing}`, value: Number.NaN, unit: '' }];
