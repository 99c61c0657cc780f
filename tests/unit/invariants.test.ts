import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The title of a test, or of a group of tests, that says which invariant it holds. */
const TITLE = /\b(?:it|describe|eachDatabase|onPostgres)\s*\(\s*['"`]invariant (\d): (.+?)['"`],/g;

const INVARIANTS = {
  1: 'one open desk session a desk, as many a user as the tenant allows',
  2: 'SIP credentials live as long as what they are for',
  3: 'PINs: kept, refused and locked so that nothing is told',
  5: 'what was acknowledged survives',
  6: 'label token and configuration token',
  7: 'tenants neither see nor touch each other',
  8: 'every change is in the audit log',
};

it.each(Object.entries(INVARIANTS))('invariant %s (%s) has a test that bears its number', (number) => {
  const titles = globSync('tests/**/*.test.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(TITLE)].filter(([, found]) => found === number),
  );
  expect(titles.length).toBeGreaterThan(0);
});
