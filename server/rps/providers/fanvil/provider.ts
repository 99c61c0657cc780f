import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import type { RpsError } from '../../rps-error.ts';
import { type BasicCredentials, basicCredentials } from '../../xml-rpc/basic-credentials.ts';
import type { RedirectAnswer } from '../../xml-rpc/redirect.ts';
import { serviceAddress } from '../../xml-rpc/service-address.ts';
import { fanvilClient } from './client.ts';
import { isGone, lookupOf, passwordOf, phonesOf, refusalOf } from './mapper.ts';

/** One known client speaks plain HTTP to it. That HTTPS does the same is C1; nothing else is spoken here. */
const ADDRESS = 'https://fdps.fanvil.com/xmlrpc.php';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: false, readsLink: false },
  ...{ upserts: false, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: false },
};

/**
 * Fanvil's FDPS (facts 2). A group that holds a phone cannot be deleted, so a new link takes four calls: the phone out of its group,
 * the group away, a new group, the phone into it.
 */
export const fanvil: ProviderKind<BasicCredentials> = {
  id: 'fanvil',
  vendor: 'fanvil',
  can,
  credentials: basicCredentials,
  create({ username, password }, deps): RpsProvider {
    const client = fanvilClient({
      address: serviceAddress(ADDRESS, deps.endpoint),
      credentials: { username, password: passwordOf(password) },
      deps,
    });
    const phones = async () => {
      const listed = await client.listDevices();
      return listed.ok ? phonesOf(listed.value) : listed;
    };
    const clear = async (mac: MacAddress): Done => {
      const left = await done(client.deRegisterDevice(mac), isGone);
      return left.ok ? done(client.deleteServer(mac), isGone) : left;
    };
    return {
      can,
      async checkCredentials() {
        const listed = await phones();
        return listed.ok ? ok({ phones: listed.value.length }) : listed;
      },
      async lookup(mac) {
        const listed = await phones();
        return listed.ok ? ok(lookupOf(listed.value, mac)) : listed;
      },
      async write({ mac, url }, known) {
        // What is not on our list may be somebody else's phone: then only a group that an earlier attempt has left is ours to delete.
        const cleared = await (known.kind === 'ours' ? clear(mac) : done(client.deleteServer(mac), isGone));
        if (!cleared.ok) return cleared;
        const added = await done(client.addMaterialServer(mac, url));
        if (!added.ok) return added;
        const registered = await client.registerDevice(mac);
        if (!registered.ok) return registered;
        if (registered.value.isDone) return ok({});
        await client.deleteServer(mac);
        return err(refusalOf(registered.value));
      },
      remove: clear,
    };
  },
};

type Done = Promise<Result<void, RpsError>>;

async function done(
  answering: Promise<Result<RedirectAnswer, RpsError>>,
  isEnough = ({ isDone }: RedirectAnswer): boolean => isDone,
): Done {
  const answered = await answering;
  if (!answered.ok) return answered;
  return isEnough(answered.value) ? ok(undefined) : err(refusalOf(answered.value));
}
