/** Why a phone did not come by its firmware. */
export type FirmwareFailure =
  /** Its file named it, and it never asked for it. */
  | 'not_asked'
  /** It began to fetch it, and never had all of it. */
  | 'not_fetched'
  /** It had all of it, and came back with what it had before. */
  | 'kept_old'
  /** It came back with something else: the version that was entered is not that of the file. */
  | 'other_version'
  /** It had all of it, and was not heard of again. */
  | 'not_back';

const MINUTE_MS = 60_000;

/**
 * How long each step may take. Some look for firmware by the hour; a fetch may go over a slow line; a phone writes its
 * flash and starts in 5 to 15 minutes.
 */
export const DUE_MS = { told: 120 * MINUTE_MS, asked: 60 * MINUTE_MS, fetched: 20 * MINUTE_MS } as const;

/** What was told and has not asked by then looks for firmware only when it starts, and is restarted. */
export const RESTART_AFTER_MS = 3 * MINUTE_MS;

/** A phone that has come back fetches its file and registers by itself: the watchdog begins only then. */
export const LEFT_ALONE_MS = 2 * MINUTE_MS;

type Overdue = {
  state: 'told' | 'asked' | 'fetched';
  fromVersion: string;
  fetchedAt: Date | null;
  /** As the phone says it of itself now. */
  firmware: string | null;
  lastSeenAt: Date | null;
};

/** Why an update that is overdue has failed. */
export function failureOf({ state, fromVersion, fetchedAt, firmware, lastSeenAt }: Overdue): FirmwareFailure {
  if (state === 'told') return 'not_asked';
  if (state === 'asked') return 'not_fetched';
  if (firmware !== null && firmware !== fromVersion) return 'other_version';
  return (lastSeenAt?.getTime() ?? 0) > (fetchedAt?.getTime() ?? 0) ? 'kept_old' : 'not_back';
}

const FAILURES_MAX = 3;

/** A roll-out stops by itself where the first phone of a model fails, or the third. */
export const isFailing = ({ done, failed }: { done: number; failed: number }): boolean =>
  failed > 0 && (done === 0 || failed >= FAILURES_MAX);
