import type { X509Certificate } from 'node:crypto';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { provisioningUrl } from '#server/hotdesk/desk-view.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import type { RequestOutcome } from '#server/hotdesk/seen-request.ts';
import { waitingPhoneByToken } from '#server/hotdesk/waiting-phones.ts';
import type { Log } from '#server/ports/log.ts';
import { uncached } from './configurations.ts';
import { answerFile, type ReadyFile, readyFile } from './file-answer.ts';
import type {
  HandleProvisioning,
  ProvisioningAnswer,
  ProvisioningDeps,
  ProvisioningRequest,
} from './handle-request.ts';
import { identifyPhone } from './identify.ts';
import { type BootstrapPhone, WAITING_POLL_MINUTES } from './phone-config.ts';
import { notFound, onlyReading, tooMany } from './plain-answers.ts';
import { RecentlySeen } from './recently-seen.ts';
import { type RequestPath, readRequestPath } from './request-path.ts';
import { createStrangers } from './strangers.ts';
import { vendorById } from './vendors/index.ts';

export type Bootstrap = {
  /** Base address that phones are told first, over plain HTTP; without a slash at the end. */
  plainUrl: string;
  /** Who has signed the certificate that they will be shown at `phonesUrl`. */
  authority: X509Certificate;
};

type Deps = ProvisioningDeps & { bootstrap: Bootstrap; log: Log };

const PEM_NAME = 'authority.pem';
const DER_NAME = 'authority.der';
const SEEN_FOR_MS = 30_000;
const LOGGED_AGAIN_MS = 3_600_000;

/**
 * What phones get over plain HTTP where their whole files go over HTTPS only: whom to trust and where to go, if their make
 * takes that from a file. Nothing else, whatever credentials they show.
 */
export function createBootstrap(deps: Deps): HandleProvisioning {
  const strangers = createStrangers(deps);
  const configurations = deps.configurations ?? uncached(deps.db);
  const recentlySeen = new RecentlySeen(SEEN_FOR_MS);
  const refused = new RecentlySeen(LOGGED_AGAIN_MS);
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return onlyReading();
    const atMs = deps.clock.nowMs();
    const path = readRequestPath(request.path, request.query ?? '');
    const configuration = path && (await configurations.byToken(path.token));
    const owner = configuration
      ? ownerOf(configuration)
      : path && (await waitingPhoneByToken(deps, path.token));
    if (path === undefined || owner === undefined)
      return strangers(request, atMs) === 'too-many' ? tooMany() : notFound();
    const asked: Asked = { deps, request, path, owner };
    const answer = answerOf(asked);
    if (isNews(asked, recentlySeen, atMs)) await noteSighting(asked);
    if (answer.outcome === 'not-over-plain' && refused.isNews(owner.mac, [owner.vendor], atMs))
      deps.log.warn(
        'a phone of a make that cannot be told whom to trust asks over plain HTTP, and gets nothing',
        {
          ...{
            mac: owner.mac,
            vendor: owner.vendor,
            model: owner.model ?? undefined,
            source: request.source,
          },
        },
      );
    return { ...answer, over: (isWhole) => tell(asked, { configuration, answer, atMs, isWhole }) };
  };
}

type Owner = { mac: string; vendor: string; model: string | null; isReleased: boolean };

const ownerOf = ({ desk, phone, account }: DeskConfiguration): Owner => ({
  ...{ mac: desk.mac, vendor: desk.vendor, model: phone?.model ?? desk.model, isReleased: account === null },
});

type Asked = {
  deps: Deps;
  request: ProvisioningRequest;
  path: RequestPath;
  owner: Omit<Owner, 'isReleased'> & { isReleased?: boolean };
};

type Answer = ProvisioningAnswer & { outcome: RequestOutcome };

const otherMac = ({ request, path, owner }: Asked): MacAddress | undefined =>
  [identifyPhone(request.userAgent)?.mac, ...path.macs].find(
    (mac): mac is MacAddress => mac !== undefined && mac !== owner.mac,
  );

function answerOf(asked: Asked): Answer {
  const { owner, request } = asked;
  if (otherMac(asked) !== undefined) return { outcome: 'other-mac', ...notFound() };
  if (vendorById(owner.vendor)?.bootstrapFileFor === undefined)
    return { outcome: 'not-over-plain', ...notFound() };
  const file = owner.isReleased === true ? undefined : fileOf(asked);
  if (file === undefined) return { outcome: 'not-here', ...notFound() };
  const { status, headers, body } = answerFile(file, { ...request, range: undefined });
  return { outcome: 'bootstrapped', status, headers, body };
}

function fileOf({ deps, request, path, owner }: Asked): ReadyFile | undefined {
  const { authority, plainUrl } = deps.bootstrap;
  if (path.name === PEM_NAME)
    return readyFile({ contentType: 'application/x-pem-file', text: String(authority) });
  if (path.name === DER_NAME) return readyFile({ contentType: 'application/pkix-cert', text: authority.raw });
  if (path.isEncrypted || path.firmwareId !== undefined) return undefined;
  const url = provisioningUrl({ phonesUrl: plainUrl }, path.token);
  const phone: BootstrapPhone = {
    is: 'bootstrap-phone',
    mac: owner.mac,
    model: identifyPhone(request.userAgent)?.model ?? owner.model ?? undefined,
    provisioning: { url },
    next: { url: provisioningUrl(deps, path.token), pollMinutes: WAITING_POLL_MINUTES },
    authority: { pem: String(authority), pemUrl: url + PEM_NAME, derUrl: url + DER_NAME },
  };
  const file = vendorById(owner.vendor)?.bootstrapFileFor?.(path.name, phone);
  return file && readyFile(file);
}

/** Whether it says something of itself that has not just been heard. */
function isNews(asked: Asked, recentlySeen: RecentlySeen, nowMs: number): boolean {
  const { request, owner } = asked;
  const said = identifyPhone(request.userAgent);
  if (said === undefined || otherMac(asked) !== undefined) return false;
  return recentlySeen.isNews(owner.mac, [said.vendor, said.model, said.firmware, request.source], nowMs);
}

async function noteSighting({ deps, request, owner }: Asked): Promise<void> {
  const { vendor, model, firmware } = identifyPhone(request.userAgent) ?? {};
  await seePhone(deps, { mac: owner.mac as MacAddress, vendor, model, firmware, ip: request.source });
}

type Told = {
  configuration: DeskConfiguration | undefined;
  answer: Answer;
  atMs: number;
  isWhole: boolean;
};

/** The request log is a desk's: a phone that has none is in no log. */
function tell(asked: Asked, { configuration, answer, atMs, isWhole }: Told): void {
  const { deps, request, path, owner } = asked;
  if (configuration === undefined) return;
  deps.seen?.({
    ...{ deskId: configuration.desk.id, mac: owner.mac, otherMac: otherMac(asked) },
    ...{ method: request.method, name: path.name, status: answer.status, version: undefined },
    ...{ outcome: isWhole ? answer.outcome : 'broken-off', bytes: answer.body.length },
    ...{ durationMs: Math.max(0, deps.clock.nowMs() - atMs) },
    ...{ source: request.source, userAgent: request.userAgent, atMs },
  });
}
