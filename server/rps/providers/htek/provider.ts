import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import { ownServerName } from '../../own-server-name.ts';
import type { ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import type { RpsError } from '../../rps-error.ts';
import { type BasicCredentials, basicCredentials } from '../../xml-rpc/basic-credentials.ts';
import type { RedirectAnswer } from '../../xml-rpc/redirect.ts';
import { isGone, isUnknownServer, lookupOf, refusalOf } from '../../xml-rpc/redirect-devices.ts';
import { serviceAddress } from '../../xml-rpc/service-address.ts';
import { htekClient } from './client.ts';

const ADDRESS = 'https://rps.htek.com/index.php/xmlrpc';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: true, readsLink: false },
  ...{ upserts: false, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

/** Any of Htek's own: only whether the question is answered counts. */
const SOME_PHONE = '001fc1000001' as MacAddress;

/**
 * Htek's service (facts §7). A phone is registered with a server, and the server has the link: so each phone has a server of its own.
 * That `checkDevice` says what it says at Yealink is UNVERIFIED.
 */
export const htek: ProviderKind<BasicCredentials> = {
  ...{ id: 'htek', vendor: 'htek', can, credentials: basicCredentials },
  create(credentials, deps): RpsProvider {
    const client = htekClient({ address: serviceAddress(ADDRESS, deps.endpoint), credentials, deps });
    const deregister = async (mac: MacAddress): Promise<Result<void, RpsError>> => {
      const answered = await client.deRegisterDevice(mac);
      if (!answered.ok) return answered;
      return isGone(answered.value) ? ok(undefined) : err(refusalOf(answered.value));
    };
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
      // Which words refuse a server that there is already is not known: whether it is there, the registration tells.
      async write({ mac, url }, known) {
        const serverName = ownServerName({ mac, url });
        const added = await client.addServer(serverName, url);
        if (!added.ok) return added;
        const isFree = known.kind === 'ours' ? await deregister(mac) : ok(undefined);
        if (!isFree.ok) return isFree;
        const registered = await client.registerDevice(mac, serverName);
        if (!registered.ok) return registered;
        return registered.value.isDone ? ok({}) : err(whyNot(registered.value, added.value));
      },
      remove: (mac) => deregister(mac),
    };
  },
};

const whyNot = (registered: RedirectAnswer, added: RedirectAnswer): RpsError =>
  refusalOf(isUnknownServer(registered) ? added : registered);
