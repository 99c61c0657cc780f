import type { IncomingMessage, ServerResponse } from 'node:http';
import { callTRPCProcedure } from '@trpc/server';
import { type ApiToken, verifyApiToken } from '#server/hotdesk/api-tokens.ts';
import type { HttpHandler } from '#server/http/http-server.ts';
import type { ProcedureContext } from '#server/trpc/context.ts';
import { appRouter } from '#server/trpc/root.ts';
import type { WebRuntime } from '#server/web/runtime.ts';
import { type Match, matchRoute } from './match-route.ts';
import { openApiDocument } from './openapi.ts';
import { readJson } from './read-body.ts';
import { RestError, toRestError } from './rest-error.ts';
import type { Route } from './routes.ts';

const BASE = '/api/v1';

type Answer = { status: number; body?: unknown; headers?: Readonly<Record<string, string>> | undefined };

/** REST v1: the same procedures as the portal's, by HTTP verbs and a bearer token. */
export function createRestHandler(runtime: WebRuntime): HttpHandler {
  return async (req, res) => {
    const url = URL.parse(req.url ?? '', 'http://perch');
    const isOurs = url !== null && (url.pathname === BASE || url.pathname.startsWith(`${BASE}/`));
    if (!isOurs) return false;
    send(res, await answer(runtime, req, url).catch(refusal));
    return true;
  };
}

async function answer(runtime: WebRuntime, req: IncomingMessage, url: URL): Promise<Answer> {
  const path = url.pathname.slice(BASE.length);
  if (path === '/openapi.json' && (req.method === 'GET' || req.method === 'HEAD'))
    return { status: 200, body: openApiDocument(`${runtime.links.peopleUrl}${BASE}`) };
  const token = await readToken(runtime, req);
  const { route, params } = found(matchRoute(req.method ?? '', path));
  const input = await readInput(req, { route, params, query: url.searchParams });
  const body = await callTRPCProcedure({
    router: appRouter,
    path: route.procedure,
    type: route.method === 'GET' ? 'query' : 'mutation',
    ctx: contextOf(runtime, token),
    getRawInput: async () => input,
    signal: undefined,
    batchIndex: 0,
  });
  return { status: route.status, ...(route.status === 204 ? {} : { body }) };
}

async function readToken(runtime: WebRuntime, req: IncomingMessage): Promise<ApiToken> {
  const [, given] = /^Bearer +(\S+) *$/i.exec(req.headers.authorization ?? '') ?? [];
  const token = given === undefined ? undefined : await verifyApiToken(runtime.hotdesk.db, given);
  if (token !== undefined) return token;
  const message = given === undefined ? 'Send "Authorization: Bearer TOKEN".' : 'This token opens nothing.';
  throw new RestError(401, {
    ...{ code: 'unauthorized', message },
    headers: { 'www-authenticate': 'Bearer realm="perch"' },
  });
}

function found(match: Match): Extract<Match, { is: 'route' }> {
  switch (match.is) {
    case 'route':
      return match;
    case 'wrong-method':
      throw new RestError(405, {
        ...{ code: 'method_not_allowed', message: `Here one can ${match.allow.join(', ')}.` },
        headers: { allow: match.allow.join(', ') },
      });
    case 'unknown':
      throw new RestError(404, {
        code: 'not_found',
        message: `There is no such call. See ${BASE}/openapi.json.`,
      });
  }
}

type Given = { route: Route; params: Readonly<Record<string, string>>; query: URLSearchParams };

async function readInput(req: IncomingMessage, { route, params, query }: Given): Promise<unknown> {
  if (route.takes === 'query') return { ...Object.fromEntries(query), ...params };
  if (route.method === 'GET') return params;
  const body = await readJson(req);
  if (route.takes === 'nothing') return params;
  if (body === undefined)
    throw new RestError(400, { code: 'not_json', message: 'This call needs a JSON body.' });
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const message = 'The body must be a JSON object.';
    throw new RestError(422, { code: 'invalid', message, fields: { body: message } });
  }
  return route.takes === 'patch' ? { ...params, patch: body } : { ...body, ...params };
}

function contextOf(runtime: WebRuntime, token: ApiToken): ProcedureContext {
  return {
    runtime,
    caller: { is: 'program', token },
    source: `token ${token.tokenId}`,
    headers: new Headers(),
    resHeaders: new Headers(),
  };
}

function refusal(error: unknown): Answer {
  const { status, told } = toRestError(error);
  const { code, message, fields, headers } = told;
  return { status, body: { error: { code, message, ...(fields ? { fields } : {}) } }, headers };
}

function send(res: ServerResponse, { status, body, headers }: Answer): void {
  const text = body === undefined ? undefined : JSON.stringify(body);
  res.writeHead(status, {
    ...(text === undefined
      ? {}
      : { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(text) }),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  res.end(text);
}
