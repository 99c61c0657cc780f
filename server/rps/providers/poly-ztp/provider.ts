import { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { ok } from '#server/ports/result.ts';
import type { ProviderDeps, ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import { type NewDevice, profile } from './api-types.ts';
import { createPolyClient, type PolyClient, type PolyCredentials } from './client.ts';
import { doneOf, lookupOf, removedOf, told } from './mapper.ts';

const can: RpsCapabilities = {
  ...{ linkOf: 'profile', needsSerial: false, needsMacId: false, seesForeignOwner: false, readsLink: true },
  // What a second POST does is UNVERIFIED.
  ...{ upserts: false, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

const credentials = z.strictObject({
  // It is the value of a header.
  apiKey: z
    .string()
    .trim()
    .regex(/^[!-~]{1,512}$/),
  profileId: z
    .string()
    .trim()
    .regex(/^[\w.~-]{1,100}$/),
});

/**
 * Poly Zero Touch (facts §5). An entry says which profile a phone is in, and the profile sends all its phones to one server. The
 * profile is made and kept in the portal: nothing of it is written here. So a phone that is assigned is in that profile, no more.
 */
export const polyZtp: ProviderKind<PolyCredentials> = {
  ...{ id: 'poly-ztp', vendor: 'poly', can, credentials },
  create: (account, deps) => polyProvider(createPolyClient(account, deps), account.profileId, deps),
};

function polyProvider(
  client: PolyClient,
  profileId: string,
  { clock }: Pick<ProviderDeps, 'clock'>,
): RpsProvider {
  const remove = async (mac: MacAddress) => {
    const answer = await client.call({ method: 'DELETE', path: `/devices/${mac}` });
    return answer.ok ? removedOf(answer.value, clock.nowMs()) : answer;
  };
  return {
    can,
    // C1: one client asks for a profile by its id.
    checkCredentials: async () => {
      const answer = await client.call({ method: 'GET', path: `/profiles/${profileId}` });
      const found = answer.ok ? told(profile, answer.value, clock.nowMs()) : answer;
      return found.ok ? ok({}) : found;
    },
    lookup: async (mac) => {
      const answer = await client.call({ method: 'GET', path: `/devices/${mac}` });
      return answer.ok ? lookupOf(answer.value, { mac, profileId, nowMs: clock.nowMs() }) : answer;
    },
    // A phone of another profile is taken out of it first: no call is known that moves one.
    write: async ({ mac }, known) => {
      if (known.kind === 'ours') {
        const removed = await remove(mac);
        if (!removed.ok) return removed;
      }
      const body: NewDevice = { id: mac, profile: profileId };
      const answer = await client.call({ method: 'POST', path: '/devices', body });
      const done = answer.ok ? doneOf(answer.value, clock.nowMs()) : answer;
      return done.ok ? ok({}) : done;
    },
    remove,
  };
}
