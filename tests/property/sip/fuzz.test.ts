import { expect, it } from 'vitest';
import { runFuzz } from '#tests/fuzz/run-fuzz.ts';
import { onEmbedded } from '#tests/support/databases.ts';

const MESSAGES = 20_000;
const SEED = 1;

onEmbedded(`${MESSAGES} spoiled messages (seed ${SEED}; more of them: npm run fuzz)`, (database) => {
  it('make nothing throw, hang or stay behind', { timeout: 180_000 }, async () => {
    const report = await runFuzz(database(), { messages: MESSAGES, seed: SEED });
    expect(report.left).toEqual({ transactions: 0, calls: 0, subscriptions: 0, ports: 0 });
    // They get somewhere: a door that is shut proves nothing.
    expect(report.answers).toBeGreaterThan(MESSAGES / 4);
    expect(report.signed).toBeGreaterThan(MESSAGES / 100);
  });
});
