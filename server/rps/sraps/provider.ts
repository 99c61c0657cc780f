import { z } from 'zod';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { ProviderDeps, ProviderKind, RpsCapabilities, RpsProvider } from '../provider.ts';
import { type RpsError, rpsError } from '../rps-error.ts';
import { createSrapsClient, type SrapsClient, type SrapsCredentials } from './client.ts';
import { doneOf, endpointBody, lookupOf } from './mapper.ts';
import { findPlaces, type Places } from './places.ts';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: false, readsLink: true },
  ...{ upserts: true, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

const credentials = z.strictObject({
  // It stands between quotes in a header.
  keyId: z
    .string()
    .trim()
    .regex(/^[!#-[\]-~]{1,200}$/),
  keySecret: z.string().trim().min(1).max(512),
});

export type SrapsService = {
  readonly id: string;
  readonly vendor: string;
  /** Its base address, without a slash at the end. */
  readonly address: string;
  /** The name of the setting that holds a phone's link. */
  readonly linkSetting: string;
};

/** A service that is built as Snom's SRAPS (facts §3.1), of which there is one for each of two makers. */
export const srapsKind = ({
  address,
  linkSetting,
  ...service
}: SrapsService): ProviderKind<SrapsCredentials> => ({
  ...{ ...service, can, credentials },
  create: (account, deps) => {
    const client = createSrapsClient(address, account, deps);
    return srapsProvider(client, { keyId: account.keyId, linkSetting }, deps);
  },
});

type Account = { readonly keyId: string; readonly linkSetting: string };

function srapsProvider(
  client: SrapsClient,
  account: Account,
  { clock }: Pick<ProviderDeps, 'clock'>,
): RpsProvider {
  let known: Places | undefined;
  const places = async (): Promise<Result<Places, RpsError>> => {
    if (known !== undefined) return ok(known);
    const found = await findPlaces(client, { ...account, nowMs: clock.nowMs() });
    if (found.ok) known = found.value;
    return found;
  };
  return {
    can,
    checkCredentials: async () => {
      known = undefined;
      const found = await places();
      if (!found.ok) return found;
      const { company } = found.value;
      return ok(company === undefined ? {} : { account: company });
    },
    lookup: async (mac) => {
      const at = await places();
      if (!at.ok) return at;
      const { endpoints, settingId } = at.value;
      const answer = await client.call({ method: 'GET', url: new URL(mac, endpoints) });
      return answer.ok ? lookupOf(answer.value, { mac, settingId, nowMs: clock.nowMs() }) : answer;
    },
    // Makes and changes alike. Whether it keeps what else an entry holds is UNVERIFIED.
    write: async (phone) => {
      const at = await places();
      if (!at.ok) return at;
      const { endpoints, settingId } = at.value;
      const body = endpointBody(phone, settingId);
      const answer = await client.call({ method: 'PUT', url: new URL(phone.mac, endpoints), body });
      if (!answer.ok) return answer;
      const done = doneOf(answer.value, clock.nowMs());
      if (done.ok) return ok({});
      if (done.error.code !== 'not_found') return done;
      // Not the phone is missing but the way to it: it is asked for anew.
      known = undefined;
      return err(rpsError('bad_response', done.error.vendorCode));
    },
    remove: async (mac) => {
      const at = await places();
      if (!at.ok) return at;
      const answer = await client.call({ method: 'DELETE', url: new URL(mac, at.value.endpoints) });
      if (!answer.ok) return answer;
      const done = doneOf(answer.value, clock.nowMs());
      return done.ok || done.error.code !== 'not_found' ? done : ok(undefined);
    },
  };
}
