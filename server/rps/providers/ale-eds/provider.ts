import { z } from 'zod';
import { ok, type Result } from '#server/ports/result.ts';
import type { ProviderDeps, ProviderKind, RpsCapabilities, RpsProvider } from '../../provider.ts';
import type { RpsError } from '../../rps-error.ts';
import { deviceList, type Id } from './api-types.ts';
import { createEdsClient, type EdsClient, type EdsCredentials } from './client.ts';
import { addedOf, isOf, removedOf, told } from './mapper.ts';
import { ensureProfile } from './places.ts';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: false, needsMacId: false, seesForeignOwner: false, readsLink: false },
  ...{ upserts: false, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: true },
};

/** Each is the value of a header. */
const secret = z
  .string()
  .trim()
  .regex(/^[!-~](?:[ -~]{0,510}[!-~])?$/);
const credentials = z.strictObject({ apiUserName: secret, apiPassword: secret });

/**
 * ALE's Easy Deployment Server (facts §7; C1). A phone is in a profile, a profile has a server, and a server has the link: each phone
 * gets both for itself. Whether a row of a phone tells its profile is UNVERIFIED, so the link is not read.
 */
export const aleEds: ProviderKind<EdsCredentials> = {
  ...{ id: 'ale-eds', vendor: 'ale', can, credentials },
  create: (account, deps) => edsProvider(createEdsClient(account, deps), deps),
};

function edsProvider(client: EdsClient, { clock }: Pick<ProviderDeps, 'clock'>): RpsProvider {
  const devices = async () => {
    const answer = await client.call({ method: 'GET', path: '/devices' });
    const list = answer.ok
      ? told(deviceList, answer.value, { isWrite: false, nowMs: clock.nowMs() })
      : answer;
    return list.ok ? ok(list.value.device_list ?? []) : list;
  };
  const removeById = async (id: Id | undefined): Promise<Result<void, RpsError>> => {
    const answer = await client.call({ method: 'DELETE', path: `/devices/${id}` });
    return answer.ok ? removedOf(answer.value, clock.nowMs()) : answer;
  };
  return {
    can,
    checkCredentials: async () => {
      client.forgetToken();
      const rows = await devices();
      return rows.ok ? ok({ phones: rows.value.length }) : rows;
    },
    lookup: async (mac) => {
      const rows = await devices();
      if (!rows.ok) return rows;
      const found = rows.value.find((row) => isOf(mac, row));
      return ok(found === undefined ? { kind: 'unknown' } : { kind: 'ours', remoteId: `${found.device_id}` });
    },
    // A phone that is there is removed first: no call is known that moves one to another profile.
    write: async (phone, known) => {
      const profile = await ensureProfile(client, phone, clock.nowMs());
      if (!profile.ok) return profile;
      const isFree = known.kind === 'ours' ? await removeById(known.remoteId) : ok(undefined);
      if (!isFree.ok) return isFree;
      const body = { macs: [{ mac: phone.mac }], profile_id: profile.value };
      const answer = await client.call({ method: 'POST', path: '/devices', body });
      const added = answer.ok ? addedOf(answer.value, clock.nowMs()) : answer;
      return added.ok ? ok({}) : added;
    },
    remove: (_mac, { remoteId }) => removeById(remoteId),
  };
}
