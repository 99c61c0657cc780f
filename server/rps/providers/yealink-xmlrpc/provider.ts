import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok } from '#server/ports/result.ts';
import type { ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import { type BasicCredentials, basicCredentials } from '../../xml-rpc/basic-credentials.ts';
import { isGone, isUnknownServer, lookupOf, refusalOf } from '../../xml-rpc/redirect-devices.ts';
import { serviceAddress } from '../../xml-rpc/service-address.ts';
import { yealinkClient } from './client.ts';
import { serverOf } from './mapper.ts';

const ADDRESS = 'https://api-dm.yealink.com:8443/xmlrpc';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: true, readsLink: false },
  ...{ upserts: false, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

/** Any of Yealink's own: only whether the question is answered counts. */
const SOME_PHONE = '001565000001' as MacAddress;

/**
 * Yealink's older service (facts 1.3). Each phone has a link of its own, and is registered with a server, which is made where the
 * service does not know it: whether it must exist for a phone with a link of its own is UNVERIFIED.
 */
export const yealinkXmlrpc: ProviderKind<BasicCredentials> = {
  id: 'yealink-xmlrpc',
  vendor: 'yealink',
  can,
  credentials: basicCredentials,
  create(credentials, deps): RpsProvider {
    const client = yealinkClient({ address: serviceAddress(ADDRESS, deps.endpoint), credentials, deps });
    return {
      can,
      async checkCredentials() {
        const answered = await client.checkDevice(SOME_PHONE);
        return answered.ok ? ok({}) : answered;
      },
      async lookup(mac) {
        const answered = await client.checkDevice(mac);
        return answered.ok ? lookupOf(answered.value) : answered;
      },
      async write({ mac, url }, known) {
        const server = serverOf(url);
        const registration = { mac, url, serverName: server.name, isOverride: known.kind === 'ours' };
        let answered = await client.registerDeviceWithUniqueUrl(registration);
        if (answered.ok && isUnknownServer(answered.value)) {
          const added = await client.addServer(server.name, server.url);
          if (!added.ok) return added;
          if (!added.value.isDone) return err(refusalOf(added.value));
          answered = await client.registerDeviceWithUniqueUrl(registration);
        }
        if (!answered.ok) return answered;
        return answered.value.isDone ? ok({}) : err(refusalOf(answered.value));
      },
      async remove(mac) {
        const answered = await client.deRegisterDevice(mac);
        if (!answered.ok) return answered;
        return isGone(answered.value) ? ok(undefined) : err(refusalOf(answered.value));
      },
    };
  },
};
