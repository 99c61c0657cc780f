import type { HotdeskContext } from '#server/hotdesk/context.ts';
import type { Links } from '#server/hotdesk/desk-view.ts';
import {
  changeRpsAccount,
  type RpsAccountView,
  rpsCredentials,
  setRpsAccount,
} from '#server/hotdesk/rps/accounts.ts';
import type { ProviderKinds } from './kinds.ts';
import { readCredentials } from './read-credentials.ts';

type Patch = { callsPerMinute?: number | undefined; dryRun?: boolean | undefined; [field: string]: unknown };
type Args = {
  ctx: HotdeskContext;
  /** What is not named stays. A field of the service that is null is taken away. */
  input: { provider: string; patch: Patch };
  links: Pick<Links, 'phonesUrl'>;
  kinds: ProviderKinds;
};

/**
 * Changes an account whose credentials nobody can look up any more.
 *
 * @throws HotdeskError `not_found` (the service, or there is no account), `invalid`, naming the fields
 */
export async function changeAccount({ ctx, input, links, kinds }: Args): Promise<RpsAccountView> {
  const { provider, patch } = input;
  const { callsPerMinute, dryRun, ...fields } = patch;
  const how = { callsPerMinute, dryRun };
  if (Object.keys(fields).length === 0)
    return changeRpsAccount({ ctx, links, input: { provider, patch: how } });
  const kept = await rpsCredentials({ ctx, input: { provider } });
  const all = { ...(typeof kept === 'object' ? kept : {}), ...fields };
  const credentials = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  const read = readCredentials(kinds, { provider, credentials });
  return setRpsAccount({ ctx, links, input: { ...read, ...how } });
}
