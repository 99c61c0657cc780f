import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { finishUpdate } from '#server/hotdesk/firmware/follow-updates.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { type Sighting, seePhone } from '#server/hotdesk/phones.ts';
import type { RequestOutcome, SeenRequest } from '#server/hotdesk/seen-request.ts';
import { noteDownload } from '#server/hotdesk/settle.ts';
import { decideAccess } from './access.ts';
import { type AskedFile, AskedFiles } from './asked-files.ts';
import { type ConfigurationSource, uncached } from './configurations.ts';
import type { DeviceCertificate } from './device-certificate.ts';
import { answerFile, type ReadyFile } from './file-answer.ts';
import type { FirmwarePart } from './firmware-answer.ts';
import { answerFirmwareRequest } from './firmware-request.ts';
import { challengeHeader, Nonces, parseCredentials } from './http-digest.ts';
import { isOf, OtherCertificates, otherMacIn } from './other-certificates.ts';
import { notFound, onlyReading, plain, tooMany } from './plain-answers.ts';
import { RecentlySeen } from './recently-seen.ts';
import { readRequestPath, tokenIn } from './request-path.ts';
import { createStrangers, type StrangerDeps } from './strangers.ts';
import { vendorById } from './vendors/index.ts';
import { answerWaiting } from './waiting-request.ts';

export type ProvisioningDeps = HotdeskDeps &
  StrangerDeps & {
    /** Base address for phones, without a slash at the end. */
    phonesUrl: string;
    registrar: { host: string; port: number };
    /** False where phones are told it over plain HTTP: then it opens nothing by itself. True if absent. */
    isTokenSecret?: boolean;
    /** Read each time if absent. */
    configurations?: ConfigurationSource;
    /** Hears of every request of a phone whose desk is known, when it has been answered. */
    seen?(request: SeenRequest): void;
  };

export type ProvisioningRequest = {
  method: string;
  /** Path without the query. */
  path: string;
  /** What stands behind the `?`. */
  query?: string | undefined;
  /** Address of whoever asks. */
  source: string;
  userAgent: string | undefined;
  authorization: string | undefined;
  ifNoneMatch: string | undefined;
  range?: string | undefined;
  /** The verified one of a phone. */
  certificate?: DeviceCertificate | undefined;
  ifRange?: string | undefined;
};

export type ProvisioningAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** What is sent from the disk in the place of the body. */
  firmware?: FirmwarePart | undefined;
  /** To be called when the answer has been sent whole. */
  sent?: (() => Promise<void>) | undefined;
  /** To be called when nothing more of it will be sent. */
  over?: (isWhole: boolean) => void;
};

export type HandleProvisioning = (request: ProvisioningRequest) => Promise<ProvisioningAnswer>;

const METHODS = ['GET', 'HEAD', 'PUT', 'POST'];
const SEEN_FOR_MS = 30_000;
/** A phone that keeps fetching what it has is not written down each time. */
const NOTED_AGAIN_AFTER_MS = 60_000;

/** Serves configuration files to phones. */
export function createProvisioning(deps: ProvisioningDeps): HandleProvisioning {
  const strangers = createStrangers(deps);
  const configurations = deps.configurations ?? uncached(deps.db);
  const askedFiles = new AskedFiles(deps);
  const shared: Shared = {
    ...{ deps, configurations, askedFiles, nonces: new Nonces(deps.secrets.key('http-digest')) },
    ...{ recentlySeen: new RecentlySeen(SEEN_FOR_MS), otherCertificates: new OtherCertificates(deps) },
  };
  return async (request) => {
    if (!METHODS.includes(request.method)) return onlyReading();
    const atMs = deps.clock.nowMs();
    const token = tokenIn(request.path);
    const configuration = token === undefined ? undefined : await configurations.byToken(token);
    const asked = configuration && askedFiles.get(configuration, request);
    if (configuration === undefined || asked === undefined) {
      const waiting = configuration === undefined ? await answerPhoneWithoutDesk(shared, request) : undefined;
      return waiting ?? (strangers(request, atMs) === 'too-many' ? tooMany() : notFound());
    }
    const known: Known = { ...shared, request, atMs, configuration, asked };
    const answer = await answerKnown(known);
    const { status, headers, body, firmware, sent } = answer;
    return { status, headers, body, firmware, sent, over: (isWhole) => tell(known, answer, isWhole) };
  };
}

async function answerPhoneWithoutDesk(
  { deps, recentlySeen }: Shared,
  request: ProvisioningRequest,
): Promise<ProvisioningAnswer | undefined> {
  const path = readRequestPath(request.path, request.query ?? '');
  const waiting = path && (await answerWaiting({ deps, request, path, recentlySeen }));
  return waiting === 'not-here' ? notFound() : waiting;
}

type Shared = {
  deps: ProvisioningDeps;
  configurations: ConfigurationSource;
  askedFiles: AskedFiles;
  nonces: Nonces;
  recentlySeen: RecentlySeen;
  otherCertificates: OtherCertificates;
};

type Known = Shared & {
  request: ProvisioningRequest;
  atMs: number;
  configuration: DeskConfiguration;
  asked: AskedFile;
};

type KnownAnswer = ProvisioningAnswer & { outcome: RequestOutcome; version?: number };

async function answerKnown(known: Known): Promise<KnownAnswer> {
  const { deps, request, configuration, asked } = known;
  const { desk } = configuration;
  if (asked.otherMac !== undefined) return { outcome: 'other-mac', ...notFound() };
  const mac = otherMacIn(request.certificate, desk.mac);
  if (mac !== undefined) {
    await known.otherCertificates.note({ desk, mac, source: request.source });
    return { outcome: 'other-certificate', ...notFound() };
  }
  if (isNews(known)) await seePhone(deps, sightingOf(known));
  if (configuration.firmware !== null && configuration.firmware.version === asked.phone?.firmware)
    return withNewFirmware(known);
  if (request.method === 'PUT' || request.method === 'POST') {
    return vendorById(desk.vendor)?.takesUpload?.(asked.name) === true
      ? { outcome: 'upload-taken', ...plain(200, '') }
      : { outcome: 'upload-refused', ...onlyReading() };
  }
  if (asked.firmwareId !== undefined) {
    const forget = () => known.configurations.forget(desk.configToken);
    const firmware = await answerFirmwareRequest({ ...known, id: asked.firmwareId, path: asked, forget });
    return firmware ?? { outcome: 'not-here', ...notFound() };
  }
  if (asked.file === undefined) return { outcome: 'not-here', ...notFound() };
  if (asked.file.is === 'common') return sendFile(request, asked.file);
  const access = accessOf(known);
  if (access.is === 'uncertified')
    return { outcome: 'no-certificate', ...plain(403, 'This phone must show its certificate.\n') };
  if (access.is === 'challenged') return challenge(known, access.isStale);
  const { httpVersion } = access;
  const file = asked.isEncrypted
    ? asked.encryptedWith(deps.secrets.fileSecret(desk.id, httpVersion))
    : asked.file;
  return { ...sendFile(request, file, whenSent(known, httpVersion)), version: desk.configVersion };
}

const accessOf = ({ deps, request, atMs, configuration: { desk, settings }, nonces, asked }: Known) =>
  decideAccess({
    desk,
    credentials: parseCredentials(request.authorization ?? ''),
    hasOwnCertificate: isOf(request.certificate, desk.mac),
    isTokenSecret: deps.isTokenSecret ?? true,
    isEncrypted: asked.isEncrypted,
    needsCertificate: settings.certifiedMakes.includes(desk.vendor),
    method: request.method,
    nonces,
    nowMs: atMs,
    secretOf: (version) => deps.secrets.httpSecret(desk.id, version),
  });

function challenge({ request, nonces, atMs }: Known, isStale: boolean): KnownAnswer {
  const isWrong = request.authorization !== undefined && !isStale;
  const headers = { 'www-authenticate': challengeHeader(nonces.make(atMs), isStale) };
  const answer = plain(401, 'This phone must prove itself.\n', headers);
  return { outcome: isWrong ? 'wrong-credentials' : 'challenged', ...answer };
}

/** A phone that has come back with what it was told of is told of it no more. */
async function withNewFirmware(known: Known): Promise<KnownAnswer> {
  const { deps, request, configurations, askedFiles } = known;
  const { id, configToken } = known.configuration.desk;
  await finishUpdate(deps, id);
  configurations.forget(configToken);
  const now = (await configurations.byToken(configToken)) ?? known.configuration;
  const configuration = { ...now, firmware: null };
  const asked = askedFiles.get(configuration, request) ?? known.asked;
  return answerKnown({ ...known, configuration, asked });
}

/** What is to be done once the phone has its file; undefined where that would change nothing. */
function whenSent(
  { deps, atMs, configuration: { desk }, asked: { newExtras }, configurations }: Known,
  httpVersion: number,
): (() => Promise<void>) | undefined {
  const { configVersion: version, downloadedVersion, downloadedAt, rearmedUntil } = desk;
  const isNoted = downloadedVersion === version && desk.httpVersion >= httpVersion && rearmedUntil === null;
  const notedMs = downloadedAt?.getTime() ?? 0;
  if (isNoted && newExtras.length === 0 && atMs - notedMs < NOTED_AGAIN_AFTER_MS) return undefined;
  return async () => {
    await noteDownload(deps, { deskId: desk.id, version, httpVersion, newExtras });
    configurations.forget(desk.configToken);
  };
}

/** Whether it says something of itself that has not just been heard. */
function isNews({ request, atMs, configuration: { desk }, asked: { phone }, recentlySeen }: Known): boolean {
  if (phone === undefined) return false;
  return recentlySeen.isNews(desk.mac, [phone.vendor, phone.model, phone.firmware, request.source], atMs);
}

function sightingOf({ request, configuration: { desk }, asked: { phone } }: Known): Sighting {
  const { vendor, model, firmware } = phone ?? {};
  return { mac: desk.mac as MacAddress, vendor, model, firmware, ip: request.source };
}

function sendFile(request: ProvisioningRequest, file: ReadyFile, sent?: () => Promise<void>): KnownAnswer {
  const { status, headers, body, isWhole } = answerFile(file, request);
  const outcome = status === 304 ? 'unchanged' : isWhole ? 'sent' : 'partly-sent';
  return { status, headers, body, outcome, sent: isWhole ? sent : undefined };
}

function tell(known: Known, { outcome, version, ...answer }: KnownAnswer, isWhole: boolean): void {
  const {
    deps,
    request,
    atMs,
    configuration: { desk },
    asked,
  } = known;
  deps.seen?.({
    ...{ deskId: desk.id, mac: desk.mac, method: request.method, name: asked.name },
    otherMac: asked.otherMac ?? otherMacIn(request.certificate, desk.mac),
    ...{ status: answer.status, outcome: isWhole ? outcome : 'broken-off', version },
    ...{ bytes: bytesOf(answer), durationMs: Math.max(0, deps.clock.nowMs() - atMs) },
    ...{ source: request.source, userAgent: request.userAgent, atMs },
  });
}

const bytesOf = ({ body, firmware }: ProvisioningAnswer): number =>
  firmware === undefined ? body.length : firmware.last - firmware.first + 1;
