import type { Database } from '#db/client.ts';
import { apiTokens } from '#db/schema/index.ts';
import { newId, newSecretToken } from '#server/hotdesk/ids.ts';
import { tokenHash } from '#server/hotdesk/token-hash.ts';
import { startHttpServer } from '#server/http/http-server.ts';
import type { Log } from '#server/ports/log.ts';
import { createRestHandler } from '#server/rest/handler.ts';
import type { WebRuntime } from '#server/web/runtime.ts';
import { openOffice } from './office.ts';
import { webRuntime } from './web-runtime.ts';

export type Answer = {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test reads out of an answer is what it checks
  body: any;
};

type Sent = { body?: unknown; raw?: BodyInit; token?: string | null; headers?: Record<string, string> };

export type RestOffice = Awaited<ReturnType<typeof openRestOffice>>;

/** An office whose API answers on a real port of 127.0.0.1. */
export async function openRestOffice(database: Database, more: Partial<WebRuntime> = {}) {
  const office = await openOffice(database);
  const lines: string[] = [];
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    publicUrl: 'http://perch.test',
    log: collectingLog(lines),
    handlers: [
      createRestHandler(webRuntime(office.ctx, { log: collectingLog(lines), ...more })),
      async (_req, res) => {
        res.writeHead(404).end('not the API');
        return true;
      },
    ],
  });
  const url = `http://127.0.0.1:${server.port}`;
  const newToken = (role: 'admin' | 'readonly') => makeToken(database, office.ctx, role);
  const token = await newToken('admin');
  return {
    ...office,
    url,
    token,
    newToken,
    /** What was logged, one text a line. */
    lines,
    close: () => server.close(),
    async call(method: string, path: string, sent: Sent = {}): Promise<Answer> {
      const authorization = sent.token === null ? {} : { authorization: `Bearer ${sent.token ?? token}` };
      const json = sent.body === undefined ? undefined : JSON.stringify(sent.body);
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...authorization, 'content-type': 'application/json', ...sent.headers },
        body: sent.raw ?? json ?? null,
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
      const body = isJson && text !== '' ? JSON.parse(text) : undefined;
      return { status: response.status, headers: response.headers, text, body };
    },
  };
}

function collectingLog(lines: string[]): Log {
  const collect = (message: string, fields?: object): void => {
    lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { debug: collect, info: collect, warn: collect, error: collect };
}

async function makeToken(
  database: Database,
  { random, tenantId, clock }: Awaited<ReturnType<typeof openOffice>>['ctx'],
  role: 'admin' | 'readonly',
): Promise<string> {
  const token = newSecretToken(random);
  await database.db.insert(apiTokens).values({
    id: newId(random),
    tenantId,
    name: `a ${role} token`,
    tokenHash: tokenHash(token),
    role,
    createdAt: new Date(clock.nowMs()),
  });
  return token;
}
