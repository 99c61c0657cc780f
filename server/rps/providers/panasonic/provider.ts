import type { MacAddress } from '#server/hotdesk/ids.ts';
import { ok } from '#server/ports/result.ts';
import type { ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import { type BasicCredentials, basicCredentials } from '../../xml-rpc/basic-credentials.ts';
import { serviceAddress } from '../../xml-rpc/service-address.ts';
import { panasonicClient } from './client.ts';
import { doneOf, entryOf, goneOf, linkOf, placeOf } from './mapper.ts';

const ADDRESS = 'https://provisioning.e-connecting.net/redirect/xmlrpc';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: true, readsLink: true },
  // Registering once more replaces the link: C1.
  ...{ upserts: true, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

/** Any of Panasonic's own: only whether the question is answered counts. */
const SOME_PHONE = '0080f0000001' as MacAddress;

/**
 * Panasonic's redirection server (facts §7). Which phone is whose `checkPhones` tells (C1), and what stands there for one of the
 * account `getPhone` does: a method of the maker's own document, by the examples in EasyOfficePhone/panasonic_rcs (C1).
 */
export const panasonic: ProviderKind<BasicCredentials> = {
  id: 'panasonic',
  vendor: 'panasonic',
  can,
  credentials: basicCredentials,
  create(credentials, deps): RpsProvider {
    const client = panasonicClient({ address: serviceAddress(ADDRESS, deps.endpoint), credentials, deps });
    return {
      can,
      async checkCredentials() {
        const checked = await client.checkPhones(SOME_PHONE);
        const place = checked.ok ? placeOf(checked.value) : checked;
        return place.ok ? ok({}) : place;
      },
      async lookup(mac) {
        const checked = await client.checkPhones(mac);
        const place = checked.ok ? placeOf(checked.value) : checked;
        if (!place.ok) return place;
        if (place.value !== 'registered') return ok({ kind: place.value });
        const found = await client.getPhone(mac);
        return found.ok ? entryOf(mac, found.value) : found;
      },
      async write({ mac, url }) {
        const answered = await client.registerPhone(mac, linkOf(mac, url));
        const done = answered.ok ? doneOf(answered.value) : answered;
        return done.ok ? ok({}) : done;
      },
      async remove(mac) {
        const answered = await client.unregisterPhone(mac);
        return answered.ok ? goneOf(answered.value) : answered;
      },
    };
  },
};
