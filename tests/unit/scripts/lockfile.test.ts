import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Entry = { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string> };
type Lockfile = { packages: Record<string, Entry> };

/** The place of a package as seen from another one: its own folder first, then outwards. */
function isFound(packages: Lockfile['packages'], from: string, name: string): boolean {
  const folders = from.split('/node_modules/');
  for (let depth = folders.length; depth > 0; depth -= 1) {
    const outer = folders.slice(0, depth).join('/node_modules/');
    if (packages[`${outer === '' ? '' : `${outer}/`}node_modules/${name}`] !== undefined) return true;
  }
  return packages[`node_modules/${name}`] !== undefined;
}

it('the lockfile names every package, those for other machines too: else `npm ci` refuses it', () => {
  const { packages }: Lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  const missing = Object.entries(packages).flatMap(([path, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isFound(packages, path, name))
      .map((name) => `${name}, for ${path}`),
  );
  expect(missing).toEqual([]);
});
