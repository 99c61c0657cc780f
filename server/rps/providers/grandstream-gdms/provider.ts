import { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { ProviderDeps, ProviderKind, RpsCapabilities, RpsPhone, RpsProvider } from '../../provider.ts';
import { type RpsError, rpsError } from '../../rps-error.ts';
import { devicePage, type NewDevice, sitePage } from './api-types.ts';
import { createGdmsClient, type GdmsClient, type GdmsCredentials } from './client.ts';
import { addedOf, dataOf, gdmsMac, isOf, removedOf, told } from './mapper.ts';
import { redirectFile } from './redirect-file.ts';

/**
 * GDMS holds no link: one is pushed to each phone as a configuration that GDMS hands over when the phone comes, or is set in the
 * portal for a whole site. Neither can be read back. The serial number proves that the phone is ours.
 */
const can: RpsCapabilities = {
  ...{ linkOf: 'phone', needsSerial: true, needsMacId: false, seesForeignOwner: false, readsLink: false },
  ...{ upserts: true, showsPin: false, urlSchemes: ['http', 'https'], keepsQuery: false },
};

const text = z.string().trim().min(1).max(512);
const credentials = z.strictObject({
  ...{ username: text, password: text, clientId: text, clientSecret: text },
  region: z.enum(['us', 'eu']),
  siteId: z
    .union([z.string().trim(), z.number().transform(String)])
    .pipe(z.string().regex(/^\d{1,15}$/))
    .optional(),
  linkOf: z.enum(['phone', 'site']).optional(),
});

/**
 * Grandstream Device Management System, Open API (facts §4.1). Each phone's own link is pushed, whose effect on a factory-new phone is
 * UNVERIFIED; or, with `linkOf: 'site'`, phones get the link of their site, which is set once in the portal.
 */
export const grandstreamGdms: ProviderKind<GdmsCredentials> = {
  ...{ id: 'grandstream-gdms', vendor: 'grandstream', can, credentials },
  create: (account, deps) => gdmsProvider(createGdmsClient(account, deps), account, deps),
};

function gdmsProvider(
  client: GdmsClient,
  { siteId, linkOf = 'phone' }: Pick<GdmsCredentials, 'siteId' | 'linkOf'>,
  { clock }: Pick<ProviderDeps, 'clock'>,
): RpsProvider {
  const nowMs = () => clock.nowMs();
  return {
    can: { ...can, linkOf },
    checkCredentials: async () => {
      client.forgetToken();
      const site = await findSite(client, siteId, nowMs());
      return site.ok ? ok({}) : site;
    },
    lookup: async (mac) => {
      const found = await findDevice(client, mac, nowMs());
      if (!found.ok) return found;
      return ok({ kind: found.value === undefined ? 'unknown' : 'ours' });
    },
    write: async (phone, known) => {
      const isThere = known.kind === 'ours';
      // Where each phone's link is pushed, the site that it stands in is of no matter.
      const wantedSite = linkOf === 'site' ? siteId : undefined;
      const inAccount = isThere
        ? await standsInSite(client, { mac: phone.mac, siteId: wantedSite, nowMs: nowMs() })
        : await add(client, { phone, siteId, nowMs: nowMs() });
      if (!inAccount.ok) return inAccount;
      if (linkOf === 'site') return ok({});
      const answer = await client.push({
        mac: gdmsMac(phone.mac),
        xml: redirectFile(phone.mac, phone.url),
      });
      const pushed = answer.ok ? dataOf(answer.value, { isWrite: true, nowMs: nowMs() }) : answer;
      return pushed.ok ? ok({}) : pushed;
    },
    remove: async (mac) => {
      const body = { macList: [gdmsMac(mac)] };
      const answer = await client.call({ path: '/device/delete', body, isWrite: true });
      return answer.ok ? removedOf(answer.value, nowMs()) : answer;
    },
  };
}

const PAGE_SIZE = 10;
const MOST_PAGES = 20;

type Device = { readonly siteId?: string };

/** Only our account's phones are told of. That the filter takes a whole MAC only is UNVERIFIED. */
async function findDevice(
  client: GdmsClient,
  mac: MacAddress,
  nowMs: number,
): Promise<Result<Device | undefined, RpsError>> {
  for (let pageNum = 1; pageNum <= MOST_PAGES; pageNum += 1) {
    const body = { mac: gdmsMac(mac), pageNum, pageSize: PAGE_SIZE };
    const answer = await client.call({ path: '/device/list', body, isWrite: false });
    const page = answer.ok ? told(devicePage, answer.value, nowMs) : answer;
    if (!page.ok) return page;
    const rows = page.value.result ?? [];
    const found = rows.find((row) => isOf(mac, row));
    if (found !== undefined) return ok(found.siteId == null ? {} : { siteId: `${found.siteId}` });
    if (rows.length < PAGE_SIZE) return ok(undefined);
  }
  return err(rpsError('bad_response'));
}

type Phone = { readonly siteId: string | undefined; readonly nowMs: number };

/** A phone that stands in another site gets that one's link. It is left there: which call would move it is not known. */
async function standsInSite(
  client: GdmsClient,
  { mac, siteId, nowMs }: Phone & { mac: MacAddress },
): Promise<Result<void, RpsError>> {
  if (siteId === undefined) return ok(undefined);
  const found = await findDevice(client, mac, nowMs);
  if (!found.ok) return found;
  const isElsewhere = found.value?.siteId !== undefined && found.value.siteId !== siteId;
  return isElsewhere ? err(rpsError('already_exists')) : ok(undefined);
}

async function add(
  client: GdmsClient,
  { phone, siteId, nowMs }: Phone & { phone: RpsPhone },
): Promise<Result<void, RpsError>> {
  if (!phone.serial) return err(rpsError('serial_required'));
  const site = await findSite(client, siteId, nowMs);
  if (!site.ok) return site;
  const device: NewDevice = {
    ...{ mac: gdmsMac(phone.mac), sn: phone.serial, siteId: site.value },
    ...(phone.label ? { deviceName: phone.label } : {}),
  };
  const answer = await client.call({ path: '/device/add', body: [device], isWrite: true });
  return answer.ok ? addedOf(answer.value, nowMs) : answer;
}

/** The site that was named, or the account's first: where a link is pushed the site is of no matter, but each phone must have one. */
async function findSite(
  client: GdmsClient,
  siteId: string | undefined,
  nowMs: number,
): Promise<Result<string | number, RpsError>> {
  const body = { pageNum: 1, pageSize: 100 };
  const answer = await client.call({ path: '/site/list', body, isWrite: false });
  const page = answer.ok ? told(sitePage, answer.value, nowMs) : answer;
  if (!page.ok) return page;
  const found = (page.value.result ?? []).find(({ id }) => siteId === undefined || `${id}` === siteId);
  return found === undefined ? err(rpsError('not_found')) : ok(found.id);
}
