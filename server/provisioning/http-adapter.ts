import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '#server/ports/log.ts';
import { createProvisioning, type ProvisioningDeps, type ProvisioningRequest } from './handle-request.ts';

/** Takes every request under `/p/`. Answers whether it was one. */
export function createProvisioningHandler(deps: ProvisioningDeps & { log: Log }) {
  const handle = createProvisioning(deps);
  return async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    const [path = ''] = (req.url ?? '').split('?');
    if (path !== '/p' && !path.startsWith('/p/')) return false;
    const request = toRequest(req, path);
    const { status, headers, body, sent } = await handle(request);
    deps.log.debug('a phone asked for a file', { method: request.method, status, source: request.source });
    if (sent !== undefined) {
      res.once('finish', () => {
        sent().catch((error: unknown) =>
          deps.log.error('a download could not be noted', { error: String(error) }),
        );
      });
    }
    res.writeHead(status, headers).end(body);
    return true;
  };
}

function toRequest({ method, headers, socket }: IncomingMessage, path: string): ProvisioningRequest {
  return {
    method: method ?? '',
    path,
    source: socket.remoteAddress?.replace(/^::ffff:/, '') ?? '',
    userAgent: headers['user-agent'],
    authorization: headers.authorization,
    ifNoneMatch: headers['if-none-match'],
  };
}
