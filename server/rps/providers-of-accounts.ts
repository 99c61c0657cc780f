import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { openCredentials } from '#server/hotdesk/rps/accounts.ts';
import type { RpsProviderId } from '#server/hotdesk/rps/providers.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { SendHttps } from './https.ts';
import type { ProviderKinds } from './kinds.ts';
import type { ProviderDeps, RpsProvider } from './provider.ts';
import type { RpsAccountRow } from './queue.ts';
import { type RpsError, rpsError } from './rps-error.ts';

export type ProviderWorld = {
  kinds: ProviderKinds;
  /** Other base addresses, by provider. */
  endpoints: Readonly<Record<string, string>>;
  send: SendHttps;
};

/** The provider of an account, with its credentials opened. The error is `auth_failed` for what cannot be opened or read any more. */
export function providerOf(
  ctx: HotdeskContext,
  account: RpsAccountRow,
  world: ProviderWorld,
): Result<RpsProvider, RpsError> {
  return makeProvider(ctx, { id: account.provider, credentials: openCredentials(ctx, account) }, world);
}

type Given = { id: string; credentials: unknown };

/** @param given.credentials As somebody typed them. */
export function makeProvider(
  { clock, random }: Pick<HotdeskContext, 'clock' | 'random'>,
  { id, credentials }: Given,
  { kinds, endpoints, send }: ProviderWorld,
): Result<RpsProvider, RpsError> {
  const kind = kinds[id as RpsProviderId];
  const read = kind?.credentials.safeParse(credentials);
  if (kind === undefined || !read?.success) return err(rpsError('auth_failed'));
  const endpoint = endpoints[id];
  const deps: ProviderDeps = { ...(endpoint === undefined ? {} : { endpoint }), send, clock, random };
  return ok(kind.create(read.data, deps));
}
