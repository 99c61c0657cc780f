import { cpus, loadavg, totalmem } from 'node:os';

/** One figure: what, how much, and what we aim at. */
export type Row = { part: string; what: string; value: number; unit: string; aim?: string };

/** The smallest of `values` that `share` of them do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The usual three figures of a latency. */
export function latencyRows(part: string, what: string, { ms, aim }: { ms: number[]; aim?: string }): Row[] {
  return [
    { part, what: `${what}, p50`, value: median(ms), unit: 'ms' },
    { part, what: `${what}, p99`, value: percentile(ms, 0.99), unit: 'ms', ...(aim ? { aim } : {}) },
  ];
}

/** What the figures were measured on. */
export function machine() {
  return {
    at: new Date().toISOString(),
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    loadBefore: loadavg()[0] ?? 0,
  };
}

const inDigits = (value: number): string =>
  Number.isNaN(value) ? '–' : value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 });

export const lineOf = ({ part, what, value, unit }: Row): string =>
  `${part}: ${what}: ${inDigits(value)} ${unit}`.trimEnd();

export function printTable(rows: readonly Row[]): void {
  console.table(
    rows.map(({ part, what, value, unit, aim = '' }) => ({ part, what, value: inDigits(value), unit, aim })),
  );
}
