import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import { finishUpdate } from '#server/hotdesk/firmware/follow-updates.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import type { RequestOutcome, SeenRequest } from '#server/hotdesk/seen-request.ts';
import { noteDownload } from '#server/hotdesk/settle.ts';
import { decideAccess } from './access.ts';
import { type ConfigurationSource, uncached } from './configurations.ts';
import type { DeviceCertificate } from './device-certificate.ts';
import { answerFile, type ReadyFile } from './file-answer.ts';
import type { FirmwarePart } from './firmware-answer.ts';
import { answerFirmwareRequest } from './firmware-request.ts';
import { challengeHeader, Nonces, parseCredentials } from './http-digest.ts';
import { identifyPhone } from './identify.ts';
import { encryptAsOpenssl } from './openssl-enc.ts';
import { isOf, OtherCertificates, otherMacIn } from './other-certificates.ts';
import { describePhone, extrasOf } from './phone-config.ts';
import { notFound, onlyReading, plain, tooMany } from './plain-answers.ts';
import { RecentlySeen } from './recently-seen.ts';
import { RenderedFiles } from './rendered-files.ts';
import { type RequestPath, readRequestPath } from './request-path.ts';
import { createStrangers, type StrangerDeps } from './strangers.ts';
import { vendorById } from './vendors/index.ts';
import type { Identification, ServedFile } from './vendors/vendor.ts';
import { answerWaiting } from './waiting-request.ts';

export type ProvisioningDeps = HotdeskDeps &
  StrangerDeps & {
    /** Base address for phones, without a slash at the end. */
    phonesUrl: string;
    registrar: { host: string; port: number };
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
  sent?: () => Promise<void>;
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
  const recentlySeen = new RecentlySeen(SEEN_FOR_MS);
  const otherCertificates = new OtherCertificates(deps);
  const configurations = deps.configurations ?? uncached(deps.db);
  const rendered = new RenderedFiles();
  const nonces = new Nonces(deps.secrets.key('http-digest'));
  return async (request) => {
    if (!METHODS.includes(request.method)) return onlyReading();
    const atMs = deps.clock.nowMs();
    const path = readRequestPath(request.path, request.query ?? '');
    const configuration = path && (await configurations.byToken(path.token));
    if (path === undefined || configuration === undefined) {
      const waiting = path && (await answerWaiting({ deps, request, path, recentlySeen }));
      if (waiting !== undefined) return waiting === 'not-here' ? notFound() : waiting;
      return strangers(request, atMs) === 'too-many' ? tooMany() : notFound();
    }
    const shared = {
      deps,
      request,
      path,
      nonces,
      recentlySeen,
      otherCertificates,
      rendered,
      configurations,
    };
    const known: Known = { ...shared, configuration };
    const { outcome, version, ...answer } = await answerKnown(known);
    const told = { outcome, version, answer, atMs };
    return { ...answer, over: (isWhole) => tell(known, told, isWhole) };
  };
}

type Known = {
  deps: ProvisioningDeps;
  request: ProvisioningRequest;
  path: RequestPath;
  configuration: DeskConfiguration;
  nonces: Nonces;
  recentlySeen: RecentlySeen;
  otherCertificates: OtherCertificates;
  rendered: RenderedFiles;
  configurations: ConfigurationSource;
};

type Outcome = { outcome: RequestOutcome; version?: number | undefined };

async function answerKnown(known: Known): Promise<ProvisioningAnswer & Outcome> {
  const { deps, request, path, configuration } = known;
  const { desk } = configuration;
  const phone = identifyPhone(request.userAgent);
  if ([phone?.mac, ...path.macs].some((mac) => mac !== undefined && mac !== desk.mac))
    return { outcome: 'other-mac', ...notFound() };
  const mac = otherMacIn(request.certificate, desk.mac);
  if (mac !== undefined) {
    await known.otherCertificates.note({ desk, mac, source: request.source });
    return { outcome: 'other-certificate', ...notFound() };
  }
  if (phone !== undefined) await seeOnce(known, phone);
  if (configuration.firmware !== null && configuration.firmware.version === phone?.firmware)
    return withNewFirmware(known);
  const vendor = vendorById(desk.vendor);
  if (request.method === 'PUT' || request.method === 'POST') {
    return vendor?.takesUpload?.(path.name) === true
      ? { outcome: 'upload-taken', ...plain(200, '') }
      : { outcome: 'upload-refused', ...onlyReading() };
  }
  if (path.firmwareId !== undefined) {
    const forget = () => known.configurations.forget(path.token);
    const firmware = await answerFirmwareRequest({ ...known, id: path.firmwareId, forget });
    return firmware ?? { outcome: 'not-here', ...notFound() };
  }
  const what = `${phone?.model ?? ''} ${path.name}`;
  const render = () => vendor?.fileFor(path.name, describePhone(asItSays(configuration, phone), deps));
  const file = known.rendered.get(configuration, what, render);
  const isReadable = !path.isEncrypted || (vendor?.readsEncrypted === true && file?.is === 'device');
  if (file === undefined || !isReadable) return { outcome: 'not-here', ...notFound() };
  if (file.is === 'common') return sendFile(request, file);
  const access = accessOf(known);
  if (access.is === 'uncertified')
    return { outcome: 'no-certificate', ...plain(403, 'This phone must show its certificate.\n') };
  if (access.is === 'challenged') {
    const challenge = challengeHeader(known.nonces.make(deps.clock.nowMs()), access.isStale);
    const isWrong = request.authorization !== undefined && !access.isStale;
    const answer = plain(401, 'This phone must prove itself.\n', { 'www-authenticate': challenge });
    return { outcome: isWrong ? 'wrong-credentials' : 'challenged', ...answer };
  }
  const { configVersion: version } = desk;
  const { httpVersion } = access;
  const sent = whenSent(known, httpVersion);
  if (!path.isEncrypted) return { ...sendFile(request, file, sent), version };
  const encrypted = known.rendered.get(configuration, `${what} ${httpVersion}`, () =>
    encryptedWith(deps.secrets.fileSecret(desk.id, httpVersion), render()),
  );
  if (encrypted === undefined) throw new Error(`${path.name} was there, and is not`);
  return { ...sendFile(request, encrypted, sent), version };
}

const encryptedWith = (secret: string, file: ServedFile | undefined) =>
  file && { ...file, contentType: 'application/octet-stream', text: encryptAsOpenssl(file.text, secret) };

/** A phone that has come back with what it was told of is told of it no more. */
async function withNewFirmware(known: Known): Promise<ProvisioningAnswer & Outcome> {
  const { deps, path, configuration, configurations } = known;
  await finishUpdate(deps, configuration.desk.id);
  configurations.forget(path.token);
  const now = await configurations.byToken(path.token);
  return answerKnown({ ...known, configuration: { ...(now ?? configuration), firmware: null } });
}

/** What is to be done once the phone has its file; undefined where that would change nothing. */
function whenSent(
  { deps, request, path, configuration, configurations }: Known,
  httpVersion: number,
): (() => Promise<void>) | undefined {
  const { desk, toldExtras } = configuration;
  const { configVersion: version, downloadedVersion, downloadedAt, rearmedUntil } = desk;
  const notedMs = downloadedAt?.getTime() ?? 0;
  const isNoted = downloadedVersion === version && desk.httpVersion >= httpVersion && rearmedUntil === null;
  const told = new Set(toldExtras);
  const extras = extrasOf(asItSays(configuration, identifyPhone(request.userAgent)));
  const newExtras = extras.map(({ name }) => name).filter((name) => !told.has(name));
  if (isNoted && newExtras.length === 0 && deps.clock.nowMs() - notedMs < NOTED_AGAIN_AFTER_MS)
    return undefined;
  return async () => {
    await noteDownload(deps, { deskId: desk.id, version, httpVersion, newExtras });
    configurations.forget(path.token);
  };
}

/** A phone that was never heard of says what it is in its first request, and its first file fits it already. */
function asItSays(configuration: DeskConfiguration, phone: Identification | undefined): DeskConfiguration {
  if (phone?.model === undefined) return configuration;
  return { ...configuration, phone: { model: phone.model, firmware: phone.firmware ?? null } };
}

const accessOf = ({ deps, request, path, configuration: { desk, settings }, nonces }: Known) =>
  decideAccess({
    desk,
    credentials: parseCredentials(request.authorization ?? ''),
    hasOwnCertificate: isOf(request.certificate, desk.mac),
    isEncrypted: path.isEncrypted,
    needsCertificate: settings.certifiedMakes.includes(desk.vendor),
    method: request.method,
    nonces,
    nowMs: deps.clock.nowMs(),
    secretOf: (version) => deps.secrets.httpSecret(desk.id, version),
  });

async function seeOnce(
  { deps, request: { source: ip }, configuration, recentlySeen }: Known,
  { vendor, model, firmware }: { vendor: string; model: string | undefined; firmware: string | undefined },
): Promise<void> {
  const mac = configuration.desk.mac as MacAddress;
  if (recentlySeen.isNews(mac, [vendor, model, firmware, ip], deps.clock.nowMs()))
    await seePhone(deps, { mac, vendor, model, firmware, ip });
}

function sendFile(
  request: ProvisioningRequest,
  file: ReadyFile,
  sent?: () => Promise<void>,
): ProvisioningAnswer & Outcome {
  const { isWhole, ...answer } = answerFile(file, request);
  const outcome = answer.status === 304 ? 'unchanged' : isWhole ? 'sent' : 'partly-sent';
  return { ...answer, outcome, ...(isWhole && sent !== undefined ? { sent } : {}) };
}

type Told = Outcome & { answer: ProvisioningAnswer; atMs: number };

function tell({ deps, request, path, configuration: { desk } }: Known, told: Told, isWhole: boolean): void {
  const { outcome, version, answer, atMs } = told;
  deps.seen?.({
    ...{ deskId: desk.id, mac: desk.mac, method: request.method, name: path.name },
    otherMac: otherMacOf(request, path, desk.mac),
    ...{ status: answer.status, outcome: isWhole ? outcome : 'broken-off', version },
    ...{ bytes: bytesOf(answer), durationMs: Math.max(0, deps.clock.nowMs() - atMs) },
    ...{ source: request.source, userAgent: request.userAgent, atMs },
  });
}

const bytesOf = ({ body, firmware }: ProvisioningAnswer): number =>
  firmware === undefined ? body.length : firmware.last - firmware.first + 1;

function otherMacOf(request: ProvisioningRequest, { macs }: RequestPath, own: string): string | undefined {
  const named = [identifyPhone(request.userAgent)?.mac, ...macs];
  return named.find((mac) => mac !== undefined && mac !== own) ?? otherMacIn(request.certificate, own);
}
