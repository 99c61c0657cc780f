import { initTRPC, TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import type { Actor, HotdeskContext } from '#server/hotdesk/context.ts';
import { HotdeskError, isHotdeskError } from '#server/hotdesk/errors.ts';
import type { TenantId } from '#server/hotdesk/ids.ts';
import { reasonOf } from '#server/ports/log.ts';
import type { ProcedureContext } from './context.ts';
import { toTrpcError } from './errors.ts';
import { fieldsOf, problemsOf, problemsOfVerb } from './field-problems.ts';

/** Proxies drop streams on which nothing moves, and a browser finds out that one is dead only by silence. */
const PING_EVERY_MS = 15_000;
/** A stream ends and is asked for anew so often: whether the sign-in still holds is checked then. */
const STREAM_MAX_MS = 10 * 60_000;

const t = initTRPC.context<ProcedureContext>().create({
  sse: {
    maxDurationMs: STREAM_MAX_MS,
    ping: { enabled: true, intervalMs: PING_EVERY_MS },
    client: { reconnectAfterInactivityMs: 3 * PING_EVERY_MS },
  },
  errorFormatter({ shape, error }) {
    const { code, httpStatus, path } = shape.data;
    const perch = refusalOf(error.cause);
    const isOurFault = perch === null && code === 'INTERNAL_SERVER_ERROR';
    const message = isOurFault ? 'Something went wrong on our side.' : (perch?.message ?? shape.message);
    return { ...shape, message, data: { code, httpStatus, path, perch } };
  },
});

/** What was refused and why, for the screens; null for what is not the domain's. */
function refusalOf(cause: unknown) {
  if (isHotdeskError(cause)) {
    const { code, message, fields, retryAfterSeconds } = cause;
    return { code, message, fields, problems: problemsOfVerb(cause), retryAfterSeconds };
  }
  if (!(cause instanceof ZodError)) return null;
  const fields = fieldsOf(cause);
  return {
    code: 'invalid' as const,
    message: Object.values(fields)[0] ?? '',
    fields,
    problems: problemsOf(cause),
    retryAfterSeconds: undefined,
  };
}

const translated = t.procedure.use(async ({ next, ctx, path }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  if (isHotdeskError(cause)) throw toTrpcError(cause);
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    ctx.runtime.log.error('a procedure failed', { path, error: reasonOf(cause ?? result.error) });
  }
  return result;
});

export const { router, createCallerFactory } = t;

/** Anybody. */
export const publicProcedure = translated;

/** An administrator at the portal, or a program with a token that may write. */
export const adminProcedure = translated.use(({ ctx, type, next }) => {
  const { tenantId, actor } = adminOf(ctx, type !== 'query');
  const hotdesk: HotdeskContext = { ...ctx.runtime.hotdesk, tenantId, actor };
  return next({ ctx: { ...ctx, hotdesk } });
});

function adminOf(
  { caller, source }: ProcedureContext,
  isWrite: boolean,
): { tenantId: TenantId; actor: Actor } {
  if (caller.is === 'program') {
    const { tokenId, name, tenantId, role } = caller.token;
    if (isWrite && role === 'readonly')
      throw toTrpcError(new HotdeskError('forbidden', 'This token may only read.'));
    return {
      tenantId,
      actor: { kind: 'api', tokenId, label: name, door: 'api', source: `token ${tokenId}` },
    };
  }
  const { account } = caller;
  if (account === undefined) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Please sign in.' });
  if (account.role === 'user')
    throw new TRPCError({ code: 'FORBIDDEN', message: 'This is for administrators.' });
  const actor: Actor = { kind: 'admin', accountId: account.id, label: account.name, door: 'admin', source };
  return { tenantId: account.tenantId, actor };
}
