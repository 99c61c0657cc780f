import { HotdeskError } from '#server/hotdesk/errors.ts';
import type { Upload } from '#server/hotdesk/firmware/store.ts';

/**
 * The text that came with a request.
 *
 * @throws HotdeskError `too_large` above `maxBytes`, `invalid` where there is none, or it is no UTF-8
 */
export async function readUpload(upload: Upload | undefined, maxBytes: number): Promise<string> {
  if (upload === undefined) throw noText('The table itself is missing.');
  const tooLarge = new HotdeskError('too_large', `At most ${maxBytes / (1024 * 1024)} MB are taken.`);
  if ((upload.length ?? 0) > maxBytes) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of upload.bytes) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw noText('The table must be text in UTF-8.');
  }
}

function noText(message: string): HotdeskError {
  return new HotdeskError('invalid', message, { fields: { table: message } });
}
