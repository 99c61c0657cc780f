import { HotdeskError } from '#server/hotdesk/errors.ts';
import { requireProvider } from '#server/hotdesk/rps/accounts.ts';
import type { RpsProviderId } from '#server/hotdesk/rps/providers.ts';
import type { ProviderKinds } from './kinds.ts';

type Given = { provider: string; credentials: unknown };

export type ReadCredentials = { provider: RpsProviderId; credentials: Record<string, unknown> };

/**
 * The credentials of a service as it wants them.
 *
 * @throws HotdeskError `not_found` (the service), `invalid`, naming the fields
 */
export function readCredentials(kinds: ProviderKinds, given: Given): ReadCredentials {
  const provider = requireProvider(given.provider);
  const read = kinds[provider]?.credentials.safeParse(given.credentials);
  if (read?.success) return { provider, credentials: read.data as Record<string, unknown> };
  const fields = Object.fromEntries(
    (read?.error.issues ?? []).flatMap(({ path, message, ...issue }) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((name) => [name, `This service knows no field ${name}.`])
        : [[path.join('.'), message]],
    ),
  );
  const [first] = Object.entries(fields);
  throw new HotdeskError(
    'invalid',
    first === undefined ? 'Credentials are missing.' : `${first[0]}: ${first[1]}`,
    {
      fields,
    },
  );
}
