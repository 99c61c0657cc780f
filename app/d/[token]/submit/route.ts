import { createWebContext } from '#server/trpc/context.ts';
import { appRouter } from '#server/trpc/root.ts';
import { EXTENSION_COOKIE } from '../desk-page-view.ts';
import { type DeskNotice, noticeQuery, toNotice } from '../notices.ts';
import { isFromElsewhere, readForm } from './read-form.ts';

export const dynamic = 'force-dynamic';

type Params = { params: Promise<{ token: string }> };

/** The desk's plain form. It answers with where to look, so that a reload sends nothing twice. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  if (isFromElsewhere(request))
    return new Response('This form was sent from another site.\n', { status: 403 });
  const form = await readForm(request);
  if (form === undefined) return new Response('This is no form of this page.\n', { status: 400 });
  const resHeaders = new Headers();
  const caller = appRouter.createCaller(await createWebContext({ headers: request.headers, resHeaders }));
  const extension = form.get('extension') ?? '';
  try {
    if (form.get('action') === 'logOut') {
      await caller.deskPage.logOut({ token });
      return backTo(token, { resHeaders, notice: { code: 'logged_out' } });
    }
    const takeOver = ['true', 'on', '1'].includes(form.get('takeOver') ?? '');
    await caller.deskPage.logIn({ token, extension, pin: form.get('pin') ?? '', takeOver });
    return backTo(token, { resHeaders });
  } catch (error) {
    if (isNotFound(error)) return new Response('There is no such desk.\n', { status: 404 });
    resHeaders.append('set-cookie', keepExtension(token, extension));
    return backTo(token, { resHeaders, notice: toNotice(causeOf(error)) });
  }
}

function backTo(token: string, answer: { resHeaders: Headers; notice?: DeskNotice }): Response {
  const query = answer.notice === undefined ? '' : `?${noticeQuery(answer.notice)}`;
  const headers = new Headers(answer.resHeaders);
  headers.set('location', `/d/${encodeURIComponent(token)}${query}`);
  headers.set('cache-control', 'no-store');
  return new Response(null, { status: 303, headers });
}

const keepExtension = (token: string, extension: string): string => {
  const digits = extension.replace(/\D/g, '').slice(0, 10);
  return `${EXTENSION_COOKIE}=${digits}; Path=/d/${encodeURIComponent(token)}; Max-Age=60; HttpOnly; SameSite=Lax`;
};

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'NOT_FOUND';

/** The refusal of the domain inside an error of the procedures. */
function causeOf(error: unknown): { code: string; retryAfterSeconds?: number } | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return undefined;
  const seconds = 'retryAfterSeconds' in cause ? cause.retryAfterSeconds : undefined;
  return { code: cause.code, ...(typeof seconds === 'number' ? { retryAfterSeconds: seconds } : {}) };
}
