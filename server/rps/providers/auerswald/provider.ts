import type { MacAddress } from '#server/hotdesk/ids.ts';
import { ok } from '#server/ports/result.ts';
import type { ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import { type BasicCredentials, basicCredentials } from '../../xml-rpc/basic-credentials.ts';
import { serviceAddress } from '../../xml-rpc/service-address.ts';
import { auerswaldClient } from './client.ts';
import { doneOf, lookupOf } from './mapper.ts';

const ADDRESS = 'https://provisioning.auerswald.de/xmlrpc/';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: false, readsLink: false },
  ...{ upserts: true, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

/** Any of Auerswald's own: only whether the question is answered counts. */
const SOME_PHONE = '000952000001' as MacAddress;

/**
 * Auerswald's service (facts §7, known from one client). Registering a phone of the account once more replaces its link; that of
 * somebody else's is refused, and no call is known that takes it.
 */
export const auerswald: ProviderKind<BasicCredentials> = {
  ...{ id: 'auerswald', vendor: 'auerswald', can, credentials: basicCredentials },
  create(credentials, deps): RpsProvider {
    const address = serviceAddress(ADDRESS, deps.endpoint);
    const client = auerswaldClient({ address, credentials, deps });
    return {
      can,
      async checkCredentials() {
        const answered = await client.deviceInfo(SOME_PHONE);
        return answered.ok ? ok({}) : answered;
      },
      async lookup(mac) {
        const answered = await client.deviceInfo(mac);
        return answered.ok ? lookupOf(answered.value, mac) : answered;
      },
      async write({ mac, url }) {
        const answered = await client.deviceRegister(mac, url);
        const done = answered.ok ? doneOf(answered.value) : answered;
        return done.ok ? ok({}) : done;
      },
      async remove(mac) {
        const answered = await client.deviceDeregister(mac);
        return answered.ok ? doneOf(answered.value) : answered;
      },
    };
  },
};
