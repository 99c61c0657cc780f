import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { WebRuntime } from '#server/web/runtime.ts';

type Options = { isWanted: (event: HotdeskEvent) => boolean; signal: AbortSignal | undefined };

/**
 * Events as they come, until the reader goes away or the process stops; at once an empty list, so that who looks then
 * misses nothing that happens afterwards. Events that pile up while the reader is busy are handed over together: a
 * slow screen looks once, not a hundred times.
 */
export async function* liveEvents(
  runtime: WebRuntime,
  { isWanted, signal }: Options,
): AsyncGenerator<HotdeskEvent[]> {
  const ended = AbortSignal.any([runtime.stopping, ...(signal ? [signal] : [])]);
  let waiting: HotdeskEvent[] = [];
  let wake: () => void = () => {};
  const stop = runtime.subscribe((event) => {
    if (!isWanted(event)) return;
    waiting.push(event);
    wake();
  });
  const awaken = (): void => wake();
  ended.addEventListener('abort', awaken);
  try {
    yield [];
    while (!ended.aborted) {
      if (waiting.length === 0) await new Promise<void>((resolve) => (wake = resolve));
      const events = waiting;
      waiting = [];
      if (events.length > 0 && !ended.aborted) yield events;
    }
    // An orderly end would tell the browser not to come back; who stops is soon there again.
    if (runtime.stopping.aborted) throw new DOMException('the process stops', 'AbortError');
  } finally {
    stop();
    ended.removeEventListener('abort', awaken);
  }
}
