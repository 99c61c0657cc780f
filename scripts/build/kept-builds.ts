import { readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Written last: a build without it was interrupted. */
export const COMPLETE = 'perch-complete';
const USED_BY = 'used-by-';
const KEPT_BUILDS = 2;

/** This process runs on the build: it stays as long as the process does. */
export function noteUse(build: string): void {
  utimesSync(join(build, COMPLETE), new Date(), new Date());
  writeFileSync(join(build, `${USED_BY}${process.pid}`), '');
}

/** Keeps what was used last, and what a process runs on. */
export function removeOldBuilds(builds: string): void {
  const usedAt = (name: string): number =>
    statSync(join(builds, name, COMPLETE), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newestFirst = readdirSync(builds).sort((a, b) => usedAt(b) - usedAt(a));
  for (const name of newestFirst.slice(KEPT_BUILDS)) {
    const build = join(builds, name);
    if (!isInUse(build)) rmSync(build, { recursive: true, force: true });
  }
}

const isInUse = (build: string): boolean =>
  readdirSync(build).some((name) => name.startsWith(USED_BY) && isAlive(Number(name.slice(USED_BY.length))));

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
