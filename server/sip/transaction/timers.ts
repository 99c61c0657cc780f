/** RFC 3261 17.1.1.1 and Table 4, in milliseconds. */
export type TimerTable = {
  /** Round-trip time estimate. */
  readonly t1: number;
  /** The longest interval between retransmissions. */
  readonly t2: number;
  /** How long a message stays in the network. */
  readonly t4: number;
};

export const rfcTimers: TimerTable = { t1: 500, t2: 4_000, t4: 5_000 };

/** RFC 3261 Table 4 and RFC 6026 (L, M). A timer belongs to the state that set it. */
export type TimerName = 'A' | 'B' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M';
