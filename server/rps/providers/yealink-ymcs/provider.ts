import { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type {
  AccountFacts,
  Lookup,
  ProviderDeps,
  ProviderKind,
  RpsCapabilities,
  RpsPhone,
  RpsProvider,
  Written,
} from '../../provider.ts';
import { type RpsError, rpsError } from '../../rps-error.ts';
import { createYmcsClient, type YmcsClient, type YmcsCredentials } from './client.ts';
import { addedOf, bulkOf, changedOf, isOf, newDevice, oursOf, pageOf, pinOf } from './mapper.ts';

const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: true, needsMacId: false, seesForeignOwner: false, readsLink: true },
  // A second POST is 800003: what stands there is changed instead.
  ...{ upserts: false, showsPin: true, urlSchemes: ['http', 'https'] },
  // UNVERIFIED: nobody reports a query that was lost. If it is, the read-back says so.
  keepsQuery: true,
};

const secret = z.string().trim().min(1).max(512);
const credentials = z.strictObject({
  accessKeyId: secret.regex(/^[^:]+$/),
  accessKeySecret: secret,
  region: z.enum(['us', 'eu', 'au']),
});

/** Yealink Management Cloud Service, Open API v2 (facts §1.1). */
export const yealinkYmcs: ProviderKind<YmcsCredentials> = {
  ...{ id: 'yealink-ymcs', vendor: 'yealink', can, credentials },
  create: (account, deps) => ymcsProvider(createYmcsClient(account, deps), deps),
};

function ymcsProvider(client: YmcsClient, { clock }: Pick<ProviderDeps, 'clock'>): RpsProvider {
  return {
    can,
    checkCredentials: () => checkCredentials(client, clock.nowMs()),
    lookup: (mac) => lookup(client, mac, clock.nowMs()),
    write: async (phone, known) => {
      const written = await write(client, { phone, known, nowMs: clock.nowMs() });
      if (!written.ok) return written;
      const pin = await pinFor(client, phone.mac, clock.nowMs());
      return ok({ ...written.value, ...(pin === undefined ? {} : { pin }) });
    },
    remove: (mac) => remove(client, mac, clock.nowMs()),
  };
}

async function checkCredentials(client: YmcsClient, nowMs: number): Promise<Result<AccountFacts, RpsError>> {
  client.forgetToken();
  const answer = await client.call(listing({ skip: 0, limit: 1, filter: {} }));
  if (!answer.ok) return answer;
  const page = pageOf(answer.value, nowMs);
  return page.ok ? ok({ phones: page.value.total }) : page;
}

const PAGE_SIZE = 100;
const MOST_PAGES = 20;

/** Only our own phones are told of: somebody else's shows when it is added. */
async function lookup(client: YmcsClient, mac: MacAddress, nowMs: number): Promise<Result<Lookup, RpsError>> {
  for (let skip = 0; skip < MOST_PAGES * PAGE_SIZE; skip += PAGE_SIZE) {
    const answer = await client.call(listing({ skip, limit: PAGE_SIZE, filter: { mac } }));
    if (!answer.ok) return answer;
    const page = pageOf(answer.value, nowMs);
    if (!page.ok) return page;
    const devices = page.value.data ?? [];
    const found = devices.find((device) => isOf(mac, device));
    if (found) return ok(oursOf(found));
    if (devices.length === 0 || skip + devices.length >= page.value.total) return ok({ kind: 'unknown' });
  }
  return err(rpsError('bad_response'));
}

const listing = (body: { skip: number; limit: number; filter: { mac?: string } }) => ({
  ...{ path: '/listDevices', isWrite: false },
  body: { ...body, autoCount: true },
});

type Write = { phone: RpsPhone; known: Lookup; nowMs: number };

async function write(client: YmcsClient, { phone, known, nowMs }: Write): Promise<Result<Written, RpsError>> {
  const device = newDevice(phone);
  if (known.kind === 'ours') {
    const { uniqueServerUrl, remark } = device;
    const path = `/devices/${encodeURIComponent(known.remoteId ?? '')}`;
    const body = { uniqueServerUrl, ...(remark === undefined ? {} : { remark }) };
    const answer = await client.call({ method: 'PATCH', path, body, isWrite: true });
    return answer.ok ? changedOf(answer.value, nowMs) : answer;
  }
  if (device.sn === undefined) return addByMac(client, device, nowMs);
  const answer = await client.call({ path: '/devices', body: device, isWrite: true });
  return answer.ok ? addedOf(answer.value, nowMs) : answer;
}

/** Yealink lets few accounts do this. It is tried where there is no other way, and for all others the serial number is what is missing. */
async function addByMac(
  client: YmcsClient,
  device: object,
  nowMs: number,
): Promise<Result<Written, RpsError>> {
  const answer = await client.call({ path: '/addDevicesByMac', body: [device], isWrite: true });
  if (!answer.ok) return answer;
  const added = bulkOf(answer.value, nowMs);
  if (added.ok) return ok({});
  const { vendorCode } = added.error;
  const isNotEnabled = vendorCode === '900403' || vendorCode === '403';
  return err(isNotEnabled ? rpsError('serial_required', vendorCode) : added.error);
}

/** C1. Only some older phones have one, and none is no reason to fail. */
async function pinFor(client: YmcsClient, mac: MacAddress, nowMs: number): Promise<string | undefined> {
  const answer = await client.call({ path: '/listDevicePins', body: { macs: [mac] }, isWrite: false });
  return answer.ok ? pinOf(answer.value, mac, nowMs) : undefined;
}

async function remove(client: YmcsClient, mac: MacAddress, nowMs: number): Promise<Result<void, RpsError>> {
  const body = { deviceIdType: 'mac', deviceIds: [mac] };
  const answer = await client.call({ path: '/delDevices', body, isWrite: true });
  if (!answer.ok) return answer;
  const removed = bulkOf(answer.value, nowMs);
  return !removed.ok && removed.error.code === 'not_found' ? ok(undefined) : removed;
}
