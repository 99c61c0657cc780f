import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { createWebContext } from '#server/trpc/context.ts';
import { appRouter } from '#server/trpc/root.ts';

export type Reply = {
  status: number;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads out of an answer is what it checks
  data: any;
  // biome-ignore lint/suspicious/noExplicitAny: the same
  error: any;
};

/** A browser with a cookie jar, which asks the procedures through tRPC's own fetch adapter, as Next's route does. */
export class Browser {
  readonly jar = new Map<string, string>();
  /** Every Set-Cookie that it got. */
  readonly setCookies: string[] = [];

  /** The names of the events of streams that are not data: `connected`, `return`, `ping` … */
  readonly streamEvents: string[] = [];

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  query(path: string, input?: unknown): Promise<Reply> {
    const given = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return this.#ask(new Request(`http://perch.test/api/trpc/${path}${given}`, { headers: this.#headers() }));
  }

  mutate(path: string, input: unknown): Promise<Reply> {
    const headers = { ...this.#headers(), 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(input) };
    return this.#ask(new Request(`http://perch.test/api/trpc/${path}`, init));
  }

  /** The data of each event of a stream, until it ends. */
  async *subscribe(path: string, input: unknown, signal?: AbortSignal): AsyncGenerator<unknown> {
    const given = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    const headers = { ...this.#headers(), accept: 'text/event-stream' };
    const url = `http://perch.test/api/trpc/${path}${given}`;
    const response = await handle(new Request(url, { headers, signal: signal ?? null }), new Headers());
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const name = /^event: ?(.*)$/m.exec(event)?.[1];
        const data = /^data: ?(.*)$/m.exec(event)?.[1];
        if (name !== undefined) this.streamEvents.push(name);
        else if (data !== undefined) yield JSON.parse(data);
      }
    }
  }

  #headers(): Record<string, string> {
    return { 'x-forwarded-for': '192.0.2.7', ...(this.jar.size > 0 ? { cookie: this.cookie } : {}) };
  }

  async #ask(request: Request): Promise<Reply> {
    const response = await handle(request, new Headers());
    this.keep(response.headers.getSetCookie());
    const text = await response.text();
    const { result, error } = JSON.parse(text);
    return { status: response.status, text, data: result?.data, error };
  }

  keep(setCookies: readonly string[]): void {
    this.setCookies.push(...setCookies);
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
  }
}

const handle = (req: Request, resHeaders: Headers): Promise<Response> =>
  fetchRequestHandler({
    endpoint: '/api/trpc',
    req,
    router: appRouter,
    createContext: (options) =>
      createWebContext({ headers: req.headers, resHeaders: options.resHeaders ?? resHeaders }),
  });
