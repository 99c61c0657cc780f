const FIRST_MS = Date.UTC(2024, 0, 1);

/**
 * Tenths of a second, so that it is higher also for a phone that comes from a desk which was switched more often: with
 * a lower one than it has, it would take nothing until somebody resets it.
 */
export const versionOf = ({ versionAtMs }: { versionAtMs: number }): string =>
  `2.${`${Math.max(0, Math.floor((versionAtMs - FIRST_MS) / 100))}`.padStart(10, '0')}`;
