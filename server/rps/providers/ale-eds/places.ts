import type { z } from 'zod';
import { ok, type Result } from '#server/ports/result.ts';
import { ownServerName } from '../../own-server-name.ts';
import type { RpsPhone } from '../../provider.ts';
import type { RpsError } from '../../rps-error.ts';
import { isSameLink } from '../../same-link.ts';
import { addedProfile, addedServer, type Id, profileList, serverList } from './api-types.ts';
import type { EdsClient } from './client.ts';
import { told } from './mapper.ts';

type Ensure<List, Added> = {
  readonly path: string;
  readonly list: z.ZodType<List>;
  find(list: List): Id | undefined;
  readonly added: z.ZodType<Added>;
  idOf(added: Added): Id;
  readonly body: unknown;
};

/**
 * The profile whose phones are sent to the link: found, or made, as its server is. A phone has one of each for itself, named after its
 * MAC. That the lists come whole is UNVERIFIED.
 */
export async function ensureProfile(
  client: EdsClient,
  phone: RpsPhone,
  nowMs: number,
): Promise<Result<Id, RpsError>> {
  const name = ownServerName(phone);
  const server = await ensure(client, nowMs, {
    ...{ path: '/servers', list: serverList, added: addedServer, idOf: ({ server_id }) => server_id },
    find: ({ server_list }) =>
      server_list?.find(({ server_url }) => isSameLink(server_url ?? '', phone.url))?.server_id,
    body: { server_name: name, server_url: phone.url },
  });
  if (!server.ok) return server;
  return ensure(client, nowMs, {
    ...{ path: '/profiles', list: profileList, added: addedProfile, idOf: ({ profile_id }) => profile_id },
    find: ({ profile_list }) =>
      profile_list?.find(({ server_id }) => `${server_id}` === `${server.value}`)?.profile_id,
    body: { profile_name: name, server_id: server.value },
  });
}

async function ensure<List, Added>(
  client: EdsClient,
  nowMs: number,
  { path, list, find, added, idOf, body }: Ensure<List, Added>,
): Promise<Result<Id, RpsError>> {
  const listed = await client.call({ method: 'GET', path });
  const rows = listed.ok ? told(list, listed.value, { isWrite: false, nowMs }) : listed;
  if (!rows.ok) return rows;
  const found = find(rows.value);
  if (found !== undefined) return ok(found);
  const answer = await client.call({ method: 'POST', path, body });
  const made = answer.ok ? told(added, answer.value, { isWrite: true, nowMs }) : answer;
  return made.ok ? ok(idOf(made.value)) : made;
}
