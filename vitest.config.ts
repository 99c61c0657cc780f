import { defineConfig } from 'vitest/config';

/** Protocol and domain tests run side by side; what starts real programs runs one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'house',
          include: ['tests/house/**/*.test.ts'],
          sequence: { groupOrder: 0 },
          testTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 1 },
          include: [
            'tests/{unit,property,regression}/**/*.test.ts',
            'tests/integration/hotdesk/**/*.test.ts',
          ],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'whole',
          sequence: { groupOrder: 2 },
          include: ['tests/{integration,interop,e2e}/**/*.test.ts'],
          exclude: ['tests/integration/hotdesk/**'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
