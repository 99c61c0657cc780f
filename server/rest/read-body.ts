import type { IncomingMessage } from 'node:http';
import { RestError } from './rest-error.ts';

export const BODY_BYTES_MAX = 64 * 1024;
/** So much of what is too large is still read, so that the sender hears why before the connection ends. */
const DISCARDED_BYTES_MAX = 1024 * 1024;

/**
 * The JSON of a request; undefined where there is no body.
 *
 * @throws RestError 400 not JSON, 413 above 64 KB, 415 compressed
 */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const encoding = req.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new RestError(415, {
      code: 'unsupported_encoding',
      message: 'Send the body as it is, not compressed.',
    });
  const bytes = await readBytes(req);
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new RestError(400, { code: 'not_json', message: 'The body is not JSON.' });
  }
}

async function readBytes(req: IncomingMessage): Promise<Buffer> {
  const tooLarge = new RestError(413, {
    code: 'too_large',
    message: `The body is larger than ${BODY_BYTES_MAX / 1024} KB.`,
    headers: { connection: 'close' },
  });
  if (Number(req.headers['content-length'] ?? 0) > DISCARDED_BYTES_MAX) throw tooLarge;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= BODY_BYTES_MAX) chunks.push(chunk);
    if (length > DISCARDED_BYTES_MAX) throw tooLarge;
  }
  if (length > BODY_BYTES_MAX) throw tooLarge;
  return Buffer.concat(chunks);
}
