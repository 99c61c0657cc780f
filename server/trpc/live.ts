import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { WebRuntime } from '#server/web/runtime.ts';

/**
 * Events as they come, until the reader goes away or the process stops. Events that pile up while the reader is busy
 * are handed over together, so that a slow screen looks once, not a hundred times.
 */
export async function* liveEvents(
  runtime: WebRuntime,
  { isWanted, signal }: { isWanted: (event: HotdeskEvent) => boolean; signal: AbortSignal | undefined },
): AsyncGenerator<HotdeskEvent[]> {
  const ended = AbortSignal.any([runtime.stopping, ...(signal ? [signal] : [])]);
  let waiting: HotdeskEvent[] = [];
  let wake: () => void = () => {};
  const stop = runtime.subscribe((event) => {
    if (!isWanted(event)) return;
    waiting.push(event);
    wake();
  });
  ended.addEventListener('abort', () => wake());
  try {
    while (!ended.aborted) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const events = waiting;
      waiting = [];
      if (events.length > 0 && !ended.aborted) yield events;
    }
  } finally {
    stop();
  }
}
