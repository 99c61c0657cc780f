import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second in /proc: fixed on Linux. */
const TICKS_A_SECOND = 100;

/** CPU seconds that a process and its children have used so far. */
export function cpuSeconds(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + cpuSecondsOf(one), 0);
}

/** Resident memory of a process and its children, in MiB. */
export function residentMib(pid: number): number {
  return familyOf(pid).reduce((sum, one) => sum + residentMibOf(one), 0);
}

/** The core of the server that is measured, and that of the load. */
export const SERVER_CORE = 1;
export const LOAD_CORE = 0;

/** Keeps a process, its threads and its children on one core. False where that cannot be had. */
export function pin(pid: number, core: number): boolean {
  return familyOf(pid).every(
    (one) => spawnSync('taskset', ['--all-tasks', '--cpu-list', '--pid', `${core}`, `${one}`]).status === 0,
  );
}

function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = fieldsOf(Number(name))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const family = [pid];
  for (const member of family)
    for (const [child, parent] of parents) if (parent === member) family.push(child);
  return family;
}

/** The fields of /proc/PID/stat behind the program's name, beginning with the state. */
function fieldsOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

function cpuSecondsOf(pid: number): number {
  const fields = fieldsOf(pid) ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_A_SECOND;
}

function residentMibOf(pid: number): number {
  try {
    const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kib) / 1_024;
  } catch {
    return 0;
  }
}
