import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '#server/ports/log.ts';
import { type Bootstrap, createBootstrap } from './bootstrap-request.ts';
import type { FirmwareDownloads } from './firmware-downloads.ts';
import { createProvisioning, type ProvisioningDeps, type ProvisioningRequest } from './handle-request.ts';
import type { CertificateOf } from './presented-certificate.ts';
import { withSharedAddress } from './shared-address.ts';
import { isStrayPath } from './stray-path.ts';

const UPLOAD_MAX_BYTES = 1_000_000;

type Deps = ProvisioningDeps & {
  log: Log;
  certificateOf: CertificateOf;
  downloads: FirmwareDownloads;
  /** Given: phones get no files here but those of a first contact. */
  bootstrap?: Bootstrap;
  /** Hears the status of every answer. */
  answered?(status: number): void;
};

/** Takes every request under `/p/`, and what phones ask for that were told no path. Answers whether it was one. */
export function createProvisioningHandler(deps: Deps) {
  const { bootstrap } = deps;
  const own = bootstrap === undefined ? createProvisioning(deps) : createBootstrap({ ...deps, bootstrap });
  const handle = withSharedAddress(deps, own);
  const notNoted = (error: unknown): void =>
    deps.log.error('a download could not be noted', { error: String(error) });
  return async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    const [path = '', query] = (req.url ?? '').split('?', 2);
    const isForPhones = path === '/p' || path.startsWith('/p/');
    if (!isForPhones && !isStrayPath(path)) return false;
    const request = { ...toRequest(req, path, query), certificate: deps.certificateOf(req) };
    const isReading = req.method === 'GET' || req.method === 'HEAD';
    if (!isReading && !(await swallowBody(req))) {
      res.writeHead(413, { connection: 'close' }).end();
      return true;
    }
    const { status, headers, body, firmware, sent, over } = await handle(request);
    deps.answered?.(status);
    deps.log.debug('a phone asked for a file', { method: request.method, status, source: request.source });
    // One listener for both: each costs as much as the proof of the phone's credentials.
    res.on('close', () => {
      const isWhole = res.writableFinished && res.statusCode === status;
      if (isWhole) sent?.().catch(notNoted);
      over?.(isWhole);
    });
    if (firmware === undefined) res.writeHead(status, headers).end(body);
    else await deps.downloads.send(res, { status, headers, firmware });
    return true;
  };
}

/** Phones upload their logs and what was changed on them: none of it is kept. False when it is too much. */
async function swallowBody(req: IncomingMessage): Promise<boolean> {
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > UPLOAD_MAX_BYTES) return false;
  }
  return true;
}

function toRequest(
  { method, headers }: IncomingMessage,
  path: string,
  query: string | undefined,
): ProvisioningRequest {
  return {
    method: method ?? '',
    path,
    query,
    // What the listener has put there.
    source: String(headers['x-forwarded-for'] ?? ''),
    userAgent: headers['user-agent'],
    authorization: headers.authorization,
    ifNoneMatch: headers['if-none-match'],
    range: headers.range,
    ifRange: headers['if-range'] as string | undefined,
  };
}
