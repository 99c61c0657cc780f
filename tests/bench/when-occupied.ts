import type { DeskView } from '#server/hotdesk/desk-view.ts';
import type { PerchProcess } from '../support/perch-process.ts';

/** Listens to the desk's page as a browser does; resolves once it is listening. `atMs` is when somebody was there. */
export async function whenOccupied(perch: PerchProcess, desk: DeskView): Promise<{ atMs: Promise<number> }> {
  const token = desk.qrUrl.split('/').at(-1);
  const input = encodeURIComponent(JSON.stringify({ token }));
  const stop = new AbortController();
  const url = `${perch.url}/api/trpc/deskPage.changes?input=${input}`;
  const response = await fetch(url, { headers: { accept: 'text/event-stream' }, signal: stop.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  const until = async (word: string): Promise<number> => {
    for (;;) {
      const part = await reader?.read();
      if (part === undefined || part.done) throw new Error('the stream of the desk ended');
      if (part.value.includes(word)) return performance.now();
    }
  };
  await until('"free"');
  return { atMs: until('"occupied"').finally(() => stop.abort()) };
}
