import type { IncomingMessage, ServerResponse } from 'node:http';
import { callTRPCProcedure } from '@trpc/server';
import { accountOf } from '#server/auth.ts';
import { verifyApiToken } from '#server/hotdesk/api-tokens.ts';
import type { Upload } from '#server/hotdesk/firmware/store.ts';
import type { HttpHandler } from '#server/http/http-server.ts';
import { isOwnOrigin } from '#server/http/own-origin.ts';
import type { ProcedureContext } from '#server/trpc/context.ts';
import { appRouter } from '#server/trpc/root.ts';
import type { WebRuntime } from '#server/web/runtime.ts';
import { type Match, matchRoute } from './match-route.ts';
import { openApiDocument } from './openapi.ts';
import { readJson } from './read-body.ts';
import { RestError, toRestError } from './rest-error.ts';
import type { Route } from './route.ts';

const BASE = '/api/v1';

type Caller = ProcedureContext['caller'];

type Answer = { status: number; body?: unknown; headers?: Readonly<Record<string, string>> | undefined };

/** REST v1: the same procedures as the portal's, by HTTP verbs and a bearer token. */
export function createRestHandler(runtime: WebRuntime): HttpHandler {
  return async (req, res) => {
    const url = URL.parse(req.url ?? '', 'http://perch');
    const isOurs = url !== null && (url.pathname === BASE || url.pathname.startsWith(`${BASE}/`));
    if (!isOurs) return false;
    const told = await answer(runtime, req, url).catch(refusal);
    // The rest of a file that was refused is not waited for.
    if (req.complete) send(res, told);
    else send(res, { ...told, headers: { ...told.headers, connection: 'close' } });
    return true;
  };
}

async function answer(runtime: WebRuntime, req: IncomingMessage, url: URL): Promise<Answer> {
  const path = url.pathname.slice(BASE.length);
  if (path === '/openapi.json' && (req.method === 'GET' || req.method === 'HEAD'))
    return { status: 200, body: openApiDocument(`${runtime.links.peopleUrl}${BASE}`) };
  const match = matchRoute(req.method ?? '', path);
  const caller = (isUpload(match) && (await readSignIn(runtime, req))) || (await readToken(runtime, req));
  const { route, params } = found(match);
  const input = await readInput(req, { route, params, query: url.searchParams });
  const body = await callTRPCProcedure({
    router: appRouter,
    path: route.procedure,
    type: route.method === 'GET' ? 'query' : 'mutation',
    ctx: contextOf({ runtime, caller, req, route }),
    getRawInput: async () => input,
    signal: undefined,
    batchIndex: 0,
  });
  return { status: route.status, ...(route.status === 204 ? {} : { body }) };
}

const isUpload = (match: Match): boolean => match.is === 'route' && match.route.takes === 'file';

/** The portal brings files by this door too, with the cookie of whoever is signed in; no other site's page can. */
async function readSignIn(runtime: WebRuntime, req: IncomingMessage): Promise<Caller | undefined> {
  const { origin, host, cookie, authorization } = req.headers;
  if (authorization !== undefined || cookie === undefined || origin === undefined) return undefined;
  if (!isOwnOrigin(origin, { host, publicUrl: runtime.links.peopleUrl })) return undefined;
  const account = await accountOf(new Headers({ cookie }));
  return account && { is: 'browser', account };
}

function uploadOf(req: IncomingMessage): Upload {
  const announced = req.headers['content-length'];
  return { bytes: req, length: announced === undefined ? undefined : Number(announced) };
}

async function readToken(runtime: WebRuntime, req: IncomingMessage): Promise<Caller> {
  const [, given] = /^Bearer +(\S+) *$/i.exec(req.headers.authorization ?? '') ?? [];
  const token = given === undefined ? undefined : await verifyApiToken(runtime.hotdesk.db, given);
  if (token !== undefined) return { is: 'program', token };
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
  if (route.takes === 'query' || route.takes === 'file') return { ...Object.fromEntries(query), ...params };
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

type Asked = { runtime: WebRuntime; caller: Caller; req: IncomingMessage; route: Route };

function contextOf({ runtime, caller, req, route }: Asked): ProcedureContext {
  const address = req.headers['x-forwarded-for'];
  return {
    runtime,
    caller,
    source: caller.is === 'program' ? `token ${caller.token.tokenId}` : String(address ?? 'unknown'),
    ...(route.takes === 'file' ? { upload: uploadOf(req) } : {}),
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
