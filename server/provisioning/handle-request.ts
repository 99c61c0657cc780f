import { createHash } from 'node:crypto';
import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import { configurationByToken, type DeskConfiguration } from '#server/hotdesk/desk-configuration.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import { seePhone } from '#server/hotdesk/phones.ts';
import { noteDownload } from '#server/hotdesk/settle.ts';
import { decideAccess } from './access.ts';
import { challengeHeader, makeNonce, parseCredentials } from './http-digest.ts';
import { identifyPhone, macInFileName } from './identify.ts';
import { describePhone } from './phone-config.ts';
import { RecentlySeen } from './recently-seen.ts';
import { vendorById } from './vendors/index.ts';
import type { RenderedFile } from './vendors/vendor.ts';
import { WrongTokenLimit } from './wrong-token-limit.ts';

export type ProvisioningDeps = HotdeskDeps & {
  /** Base address for phones, without a slash at the end. */
  phonesUrl: string;
  registrar: { host: string; port: number };
};

export type ProvisioningRequest = {
  method: string;
  /** Path without the query. */
  path: string;
  /** Address of whoever asks. */
  source: string;
  userAgent: string | undefined;
  authorization: string | undefined;
  ifNoneMatch: string | undefined;
};

export type ProvisioningAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** To be called when the answer has been sent whole. */
  sent?: () => Promise<void>;
};

export type HandleProvisioning = (request: ProvisioningRequest) => Promise<ProvisioningAnswer>;

/** `/p/<token>/<file>`; some phones put a slash too many between the two. */
const PATH = /^\/p\/([a-z0-9]{32})\/+([^/]{1,100})$/;
const WRONG_TOKENS_A_MINUTE = 60;

const plain = (status: number, body: string, headers: Record<string, string> = {}): ProvisioningAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body,
});

/** What is not there, what is another phone's and what nobody may know of look the same. */
const notFound = (): ProvisioningAnswer => plain(404, 'Not found.\n');

/** Serves configuration files to phones. */
export function createProvisioning(deps: ProvisioningDeps): HandleProvisioning {
  const limit = new WrongTokenLimit(WRONG_TOKENS_A_MINUTE);
  const recentlySeen = new RecentlySeen();
  const nonceKey = deps.secrets.key('http-digest');
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return plain(405, 'Only GET and HEAD.\n', { allow: 'GET, HEAD' });
    const [, token, fileName] = PATH.exec(request.path) ?? [];
    const configuration = token === undefined ? undefined : await configurationByToken(deps.db, token);
    if (configuration === undefined || fileName === undefined) {
      return limit.isTooMany(request.source, deps.clock.nowMs())
        ? plain(429, 'Too many wrong addresses.\n', { 'retry-after': '60' })
        : notFound();
    }
    return answerKnown({ deps, request, configuration, fileName, nonceKey, recentlySeen });
  };
}

type Known = {
  deps: ProvisioningDeps;
  request: ProvisioningRequest;
  configuration: DeskConfiguration;
  fileName: string;
  nonceKey: Uint8Array;
  recentlySeen: RecentlySeen;
};

async function answerKnown(known: Known): Promise<ProvisioningAnswer> {
  const { deps, request, configuration, fileName, nonceKey, recentlySeen } = known;
  const { desk } = configuration;
  const phone = identifyPhone(request.userAgent);
  const macs = [phone?.mac, macInFileName(fileName)].filter((mac) => mac !== undefined);
  if (macs.some((mac) => mac !== desk.mac)) return notFound();
  const nowMs = deps.clock.nowMs();
  if (phone !== undefined) {
    const { model, firmware, vendor } = phone;
    if (recentlySeen.isNews(desk.mac, [vendor, model, firmware, request.source], nowMs))
      await seePhone(deps, { mac: desk.mac as MacAddress, vendor, model, firmware, ip: request.source });
  }
  const file = vendorById(desk.vendor)?.deviceFile(describePhone(configuration, deps));
  if (file === undefined || file.name !== fileName.toLowerCase()) return notFound();
  const access = decideAccess({
    desk,
    credentials: parseCredentials(request.authorization ?? ''),
    method: request.method,
    nonceKey,
    nowMs,
    secretOf: (version) => deps.secrets.httpSecret(desk.id, version),
  });
  if (access.is === 'challenged') {
    const challenge = challengeHeader(makeNonce(nonceKey, nowMs), access.isStale);
    return plain(401, 'This phone must prove itself.\n', { 'www-authenticate': challenge });
  }
  const download = { deskId: desk.id, version: desk.configVersion, httpVersion: access.httpVersion };
  return sendFile(request, file, () => noteDownload(deps, download));
}

function sendFile(
  { method, ifNoneMatch }: ProvisioningRequest,
  { text, contentType }: RenderedFile,
  sent: () => Promise<void>,
): ProvisioningAnswer {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  const headers = { 'content-type': contentType, 'cache-control': 'no-store', etag };
  if (ifNoneMatch?.includes(etag)) return { status: 304, headers, body: '', sent };
  const length = `${Buffer.byteLength(text)}`;
  const isWhole = method === 'GET';
  return {
    status: 200,
    headers: { ...headers, 'content-length': length },
    body: isWhole ? text : '',
    ...(isWhole ? { sent } : {}),
  };
}
