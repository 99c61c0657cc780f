import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Metrics } from './metrics.ts';

/** Measures from a desk's switch to its settled phone, by the events of both. */
export function settlingObserver(
  metrics: Pick<Metrics, 'settled'>,
  clock: Clock,
): (event: HotdeskEvent) => void {
  const switchedAtMs = new Map<string, number>();
  return (event) => {
    if (event.type !== 'desk') return;
    if (event.what === 'switched') switchedAtMs.set(event.deskId, clock.nowMs());
    const sinceMs = switchedAtMs.get(event.deskId);
    if (event.what === 'settled' && sinceMs !== undefined) metrics.settled((clock.nowMs() - sinceMs) / 1_000);
    if (event.what === 'settled' || event.what === 'removed') switchedAtMs.delete(event.deskId);
  };
}
