import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok } from '#server/ports/result.ts';
import type { ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import { type BasicCredentials, basicCredentials } from '../../xml-rpc/basic-credentials.ts';
import { serviceAddress } from '../../xml-rpc/service-address.ts';
import { snomClient } from './client.ts';
import { isGone, notOurs, redirectionOf, refusalOf } from './mapper.ts';

/** The slash at the end must be there. Whether its certificate is of a public authority is UNVERIFIED: it is verified all the same. */
const ADDRESS = 'https://secure-provisioning.snom.com:8083/xmlrpc/';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: true, readsLink: true },
  ...{ upserts: true, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

/** Any of Snom's own: only whether the question is answered counts. */
const SOME_PHONE = '000413000001' as MacAddress;

/** Snom's older service (facts 3.2). Registering a phone of the account once more replaces its link. */
export const snomXmlrpc: ProviderKind<BasicCredentials> = {
  id: 'snom-xmlrpc',
  vendor: 'snom',
  can,
  credentials: basicCredentials,
  create(credentials, deps): RpsProvider {
    const client = snomClient({ address: serviceAddress(ADDRESS, deps.endpoint), credentials, deps });
    return {
      can,
      async checkCredentials() {
        const answered = await client.checkPhone(SOME_PHONE);
        return answered.ok ? ok({}) : answered;
      },
      async lookup(mac) {
        const checked = await client.checkPhone(mac);
        if (!checked.ok) return checked;
        if (!checked.value.isDone) return notOurs(checked.value);
        const redirection = await client.getPhoneRedirection(mac);
        return redirection.ok ? redirectionOf(redirection.value) : redirection;
      },
      async write({ mac, url }) {
        const answered = await client.registerPhone(mac, url);
        if (!answered.ok) return answered;
        return answered.value.isDone ? ok({}) : err(refusalOf(answered.value));
      },
      async remove(mac) {
        const answered = await client.deregisterPhone(mac);
        if (!answered.ok) return answered;
        return isGone(answered.value) ? ok(undefined) : err(refusalOf(answered.value));
      },
    };
  },
};
