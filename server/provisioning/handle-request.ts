import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { noteOtherCertificate } from '#server/hotdesk/note-other-certificate.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import type { RequestOutcome, SeenRequest } from '#server/hotdesk/seen-request.ts';
import { noteDownload } from '#server/hotdesk/settle.ts';
import { decideAccess } from './access.ts';
import { type ConfigurationSource, uncached } from './configurations.ts';
import type { DeviceCertificate } from './device-certificate.ts';
import { answerFile, type ReadyFile } from './file-answer.ts';
import { challengeHeader, makeNonce, parseCredentials } from './http-digest.ts';
import { identifyPhone } from './identify.ts';
import { describePhone, extrasOf } from './phone-config.ts';
import { RecentlySeen } from './recently-seen.ts';
import { RenderedFiles } from './rendered-files.ts';
import { type RequestPath, readRequestPath } from './request-path.ts';
import { createStrangers, type StrangerDeps } from './strangers.ts';
import { vendorById } from './vendors/index.ts';
import type { Identification } from './vendors/vendor.ts';

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
};

export type ProvisioningAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** To be called when the answer has been sent whole. */
  sent?: () => Promise<void>;
  /** To be called when nothing more of it will be sent. */
  over?: (isWhole: boolean) => void;
};

export type HandleProvisioning = (request: ProvisioningRequest) => Promise<ProvisioningAnswer>;

const METHODS = ['GET', 'HEAD', 'PUT', 'POST'];
const SEEN_FOR_MS = 30_000;
const OTHER_CERTIFICATE_TOLD_AGAIN_MS = 3_600_000;
/** A phone that keeps fetching what it has is not written down each time. */
const NOTED_AGAIN_AFTER_MS = 60_000;

const plain = (status: number, body: string, headers: Record<string, string> = {}): ProvisioningAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body: Buffer.from(body, 'utf8'),
});

/** What is not there, what is another phone's and what nobody may know of look the same. */
const notFound = (): ProvisioningAnswer => plain(404, 'Not found.\n');

const tooMany = (): ProvisioningAnswer => plain(429, 'Too many wrong addresses.\n', { 'retry-after': '60' });

const onlyReading = (): ProvisioningAnswer => plain(405, 'Only GET and HEAD.\n', { allow: 'GET, HEAD' });

/** Serves configuration files to phones. */
export function createProvisioning(deps: ProvisioningDeps): HandleProvisioning {
  const strangers = createStrangers(deps);
  const recentlySeen = new RecentlySeen(SEEN_FOR_MS);
  const otherCertificates = new RecentlySeen(OTHER_CERTIFICATE_TOLD_AGAIN_MS);
  const configurations = deps.configurations ?? uncached(deps.db);
  const rendered = new RenderedFiles();
  const nonceKey = deps.secrets.key('http-digest');
  return async (request) => {
    if (!METHODS.includes(request.method)) return onlyReading();
    const atMs = deps.clock.nowMs();
    const path = readRequestPath(request.path, request.query ?? '');
    const configuration = path && (await configurations.byToken(path.token));
    if (path === undefined || configuration === undefined) {
      return strangers(request, atMs) === 'too-many' ? tooMany() : notFound();
    }
    const known: Known = {
      deps,
      request,
      path,
      configuration,
      nonceKey,
      recentlySeen,
      otherCertificates,
      rendered,
      configurations,
    };
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
  nonceKey: Uint8Array;
  recentlySeen: RecentlySeen;
  /** Which were told of. */
  otherCertificates: RecentlySeen;
  rendered: RenderedFiles;
  configurations: ConfigurationSource;
};

/** A certificate that names no phone is its maker's for all: it proves nothing, and refutes nothing. */
const macsOfAnother = ({ certificate }: ProvisioningRequest, own: string): readonly MacAddress[] =>
  certificate === undefined || isOf(certificate, own) ? [] : certificate.macs;

async function noteOnce(
  { deps, request: { source }, configuration: { desk }, otherCertificates }: Known,
  mac: MacAddress,
): Promise<void> {
  if (otherCertificates.isNews(desk.mac, [mac], deps.clock.nowMs()))
    await noteOtherCertificate(deps, { desk, mac, source });
}

const isOf = (certificate: DeviceCertificate | undefined, mac: string): boolean =>
  certificate?.macs.some((one) => one === mac) ?? false;

type Outcome = { outcome: RequestOutcome; version?: number | undefined };

async function answerKnown(known: Known): Promise<ProvisioningAnswer & Outcome> {
  const { deps, request, path, configuration } = known;
  const { desk } = configuration;
  const phone = identifyPhone(request.userAgent);
  if ([phone?.mac, ...path.macs].some((mac) => mac !== undefined && mac !== desk.mac))
    return { outcome: 'other-mac', ...notFound() };
  const [otherMac] = macsOfAnother(request, desk.mac);
  if (otherMac !== undefined) {
    await noteOnce(known, otherMac);
    return { outcome: 'other-certificate', ...notFound() };
  }
  if (phone !== undefined) await seeOnce(known, phone);
  const vendor = vendorById(desk.vendor);
  if (request.method === 'PUT' || request.method === 'POST') {
    return vendor?.takesUpload?.(path.name) === true
      ? { outcome: 'upload-taken', ...plain(200, '') }
      : { outcome: 'upload-refused', ...onlyReading() };
  }
  const file = known.rendered.get(configuration, `${phone?.model ?? ''} ${path.name}`, () =>
    vendor?.fileFor(path.name, describePhone(asItSays(configuration, phone), deps)),
  );
  if (file === undefined) return { outcome: 'not-here', ...notFound() };
  if (file.is === 'common') return sendFile(request, file);
  const access = accessOf(known);
  if (access.is === 'challenged') {
    const challenge = challengeHeader(makeNonce(known.nonceKey, deps.clock.nowMs()), access.isStale);
    const isWrong = request.authorization !== undefined && !access.isStale;
    const answer = plain(401, 'This phone must prove itself.\n', { 'www-authenticate': challenge });
    return { outcome: isWrong ? 'wrong-credentials' : 'challenged', ...answer };
  }
  const { configVersion: version } = desk;
  return { ...sendFile(request, file, whenSent(known, access.httpVersion)), version };
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

const accessOf = ({ deps, request, configuration: { desk }, nonceKey }: Known) =>
  decideAccess({
    desk,
    credentials: parseCredentials(request.authorization ?? ''),
    hasOwnCertificate: isOf(request.certificate, desk.mac),
    method: request.method,
    nonceKey,
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
  const { method, ifNoneMatch, range } = request;
  const { isWhole, ...answer } = answerFile(file, { method, ifNoneMatch, range });
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
    ...{ bytes: answer.body.length, durationMs: Math.max(0, deps.clock.nowMs() - atMs) },
    ...{ source: request.source, userAgent: request.userAgent, atMs },
  });
}

function otherMacOf(request: ProvisioningRequest, { macs }: RequestPath, own: string): string | undefined {
  const [shown] = macsOfAnother(request, own);
  const named = [identifyPhone(request.userAgent)?.mac, ...macs];
  return named.find((mac) => mac !== undefined && mac !== own) ?? shown;
}
