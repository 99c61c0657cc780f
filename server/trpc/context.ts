import { accountOf } from '#server/auth.ts';
import type { ApiToken } from '#server/hotdesk/api-tokens.ts';
import type { Upload } from '#server/hotdesk/firmware/store.ts';
import type { PortalAccount } from '#server/hotdesk/sign-in.ts';
import { getRuntime, type WebRuntime } from '#server/web/runtime.ts';

/** Who asks, and what a procedure needs to answer. */
export type ProcedureContext = {
  runtime: WebRuntime;
  caller: { is: 'browser'; account: PortalAccount | undefined } | { is: 'program'; token: ApiToken };
  /** The address that attempts are counted by. */
  source: string;
  /** The file that came with the request, where it is one that brings a file. */
  upload?: Upload | undefined;
  headers: Headers;
  /** What a procedure adds to the answer: cookies. */
  resHeaders: Headers;
};

/** For requests of browsers: the cookie says who is signed in. */
export async function createWebContext(args: {
  headers: Headers;
  resHeaders: Headers;
}): Promise<ProcedureContext> {
  const account = await accountOf(args.headers);
  const source = args.headers.get('x-forwarded-for') ?? 'unknown';
  return { runtime: getRuntime(), caller: { is: 'browser', account }, source, ...args };
}
