import './end-with-parent.ts';
import { startVitest } from 'vitest/node';
import { ensureBuild } from './build/ensure-build.ts';
import { ClosingLine } from './test/closing-line.ts';
import { installPackages } from './test/install-packages.ts';

/**
 * `npm test [-- FILTER…]`: installs what the tests need, builds, runs every test, and ends with one line that counts
 * them. A filter is part of the path of a test file.
 */
const filters = process.argv.slice(2);
const closingLine = new ClosingLine();

async function attempt(step: () => Promise<unknown>): Promise<void> {
  try {
    await step();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    closingLine.counts.failed += 1;
  }
}

installPackages(console.log);
await attempt(async () => {
  // Every Perch that a test starts has the same pages, whatever is edited meanwhile.
  process.env['PERCH_BUILD_DIR'] = await ensureBuild({ checkout: process.cwd(), say: console.log });
});
await attempt(async () => {
  const vitest = await startVitest(filters, { run: true, reporters: ['default', closingLine] });
  await vitest.close();
});
closingLine.print((text) => process.stdout.write(text));
const { passed, failed } = closingLine.counts;
process.exit(failed === 0 && passed > 0 ? 0 : 1);
