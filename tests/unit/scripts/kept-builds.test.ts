import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMPLETE, noteUse, removeOldBuilds } from '../../../scripts/build/kept-builds.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** Builds, the oldest first. */
function buildsIn(folder: string, names: readonly string[]): void {
  for (const [index, name] of names.entries()) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, COMPLETE), '');
    utimesSync(join(folder, name, COMPLETE), 1_000 + index, 1_000 + index);
  }
}

describe('old builds', () => {
  it('are removed, but for the two that were used last', () => {
    using folder = tempFolder();
    buildsIn(folder.path, ['a', 'b', 'c', 'd']);
    removeOldBuilds(folder.path);
    expect(readdirSync(folder.path).sort()).toEqual(['c', 'd']);
  });

  it('stay as long as a process runs on them', () => {
    using folder = tempFolder();
    buildsIn(folder.path, ['a', 'b', 'c', 'd', 'e']);
    noteUse(join(folder.path, 'a'));
    utimesSync(join(folder.path, 'a', COMPLETE), 1, 1);
    const { pid: ended } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(folder.path, 'b', `used-by-${ended}`), '');
    removeOldBuilds(folder.path);
    expect(readdirSync(folder.path).sort()).toEqual(['a', 'd', 'e']);
  });
});
