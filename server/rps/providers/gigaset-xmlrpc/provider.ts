import { z } from 'zod';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import { type RpsError, rpsError } from '../../rps-error.ts';
import { basicCredentials } from '../../xml-rpc/basic-credentials.ts';
import { serviceAddress } from '../../xml-rpc/service-address.ts';
import { gigasetClient } from './client.ts';
import { doneOf, goneOf, lookupOf } from './mapper.ts';

const ADDRESS = 'https://prov.gigaset.net/apxml/rpc.do';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: true, seesForeignOwner: false, readsLink: false },
  ...{ upserts: false, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

const credentials = basicCredentials.extend({
  /** Under which the phones stand there. What else it may hold is UNVERIFIED. */
  providerName: z
    .string()
    .trim()
    .regex(/^[\w .-]{1,60}$/)
    .optional(),
});

/** Any of Gigaset's own: only whether the question is answered counts. */
const SOME_PHONE = '7C2F80000001-0000';

/**
 * Gigaset's older service (facts §7). A phone is named by its MAC-ID, and one that is registered must be deregistered before it is
 * registered with another link.
 */
export const gigasetXmlrpc: ProviderKind<z.infer<typeof credentials>> = {
  ...{ id: 'gigaset-xmlrpc', vendor: 'gigaset', can, credentials },
  create({ providerName = 'Perch', ...account }, deps): RpsProvider {
    const address = serviceAddress(ADDRESS, deps.endpoint);
    const client = gigasetClient({ address, credentials: account, deps });
    const deregister = async (macId: string): Promise<Result<void, RpsError>> => {
      const answered = await client.deregisterDevice(macId);
      return answered.ok ? goneOf(answered.value) : answered;
    };
    return {
      can,
      async checkCredentials() {
        const answered = await client.checkDevice(SOME_PHONE);
        return answered.ok ? ok({}) : answered;
      },
      async lookup(_mac, macId) {
        if (macId === undefined) return noMacId;
        const answered = await client.checkDevice(macId);
        return answered.ok ? lookupOf(answered.value, macId) : answered;
      },
      async write({ macId, url }, known) {
        if (macId === undefined) return noMacId;
        const isFree = known.kind === 'ours' ? await deregister(macId) : ok(undefined);
        if (!isFree.ok) return isFree;
        const answered = await client.registerDevice({ macId, url, providerName });
        const done = answered.ok ? doneOf(answered.value) : answered;
        return done.ok ? ok({ remoteId: macId }) : done;
      },
      remove: (_mac, { remoteId }) =>
        remoteId === undefined ? Promise.resolve(noMacId) : deregister(remoteId),
    };
  },
};

const noMacId = err(rpsError('serial_required', 'mac_id'));
