import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withCheckoutLock } from '../checkout-lock.js';
import { COMPLETE, noteUse, removeOldBuilds } from './kept-builds.ts';
import { runStep } from './run-step.ts';
import { sourcesHash } from './sources-hash.ts';

const BUILDS = join('.perch', 'build');

type Options = { checkout: string; say(line: string): void };

/**
 * Builds the pages unless that was done for these very sources.
 *
 * @returns the folder of the build, relative to the checkout: what `PERCH_BUILD_DIR` is to be
 * @throws Error with the output of the failed step
 */
export async function ensureBuild({ checkout, say }: Options): Promise<string> {
  const folder = join(BUILDS, sourcesHash(checkout));
  const marker = join(checkout, folder, COMPLETE);
  if (!existsSync(marker)) {
    const onWait = () => say('Another Perch is installing or building in this folder: waiting for it…');
    const task = async () => {
      if (existsSync(marker)) return;
      say('Building (after an update only, about half a minute)…');
      await build(checkout, folder);
      writeFileSync(marker, '');
      removeOldBuilds(join(checkout, BUILDS));
    };
    await withCheckoutLock(checkout, { onWait, task });
  }
  noteUse(join(checkout, folder));
  return folder;
}

async function build(checkout: string, folder: string): Promise<void> {
  rmSync(join(checkout, folder), { recursive: true, force: true });
  writeNextTsconfig(checkout);
  const env = {
    ...process.env,
    NODE_ENV: 'production' as const,
    PERCH_BUILD_DIR: folder,
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const options = { cwd: checkout, env };
  await runStep([join('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], options);
  const serviceWorker = join('scripts', 'build-sw.ts');
  if (existsSync(join(checkout, serviceWorker))) await runStep([serviceWorker], options);
}

/** Next rewrites the tsconfig that it is told of, so it is told of one that only refers to ours. */
export function writeNextTsconfig(checkout: string): void {
  mkdirSync(join(checkout, '.perch'), { recursive: true });
  writeFileSync(join(checkout, '.perch', 'tsconfig.json'), '{ "extends": "../tsconfig.json" }\n');
}
