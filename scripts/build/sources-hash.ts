import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the pages are not made of, at the top of the checkout. Names that begin with a dot are left out as well. */
const NOT_SOURCES = new Set([
  ...['node_modules', 'data', 'data-demo', 'deploy', 'docs', 'tests'],
  ...['next-env.d.ts', 'vitest.config.ts', 'biome.json', 'LICENSE'],
  ...['ARCHITECTURE.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'README.md'],
]);

/** Tells one state of the sources from another, so that a build can be named by what it was made from. */
export function sourcesHash(checkout: string): string {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}`);
  const tops = entriesOf(checkout).filter(({ name }) => !NOT_SOURCES.has(name) && !name.startsWith('.'));
  for (const top of tops) addTo(hash, checkout, top);
  return hash.digest('hex').slice(0, 16);
}

function addTo(hash: ReturnType<typeof createHash>, folder: string, entry: Dirent): void {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) {
    for (const child of entriesOf(path)) addTo(hash, path, child);
  } else if (entry.isFile()) {
    const content = readFileSync(path);
    hash.update(`${path.length}:${path}:${content.length}:`).update(content);
  }
}

function entriesOf(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
