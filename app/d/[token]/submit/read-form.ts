const BYTES_MAX = 8_192;

/** Whether a browser says that another site has sent this. Programs that say nothing are no browsers. */
export function isFromElsewhere(request: Request): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = request.headers.get('origin');
  if (origin === null) return false;
  return URL.parse(origin)?.host !== request.headers.get('host');
}

/** The fields of a small form; undefined where there is none. Files are no fields. */
export async function readForm(request: Request): Promise<ReadonlyMap<string, string> | undefined> {
  const body = await readAtMost(request.body, BYTES_MAX);
  if (body === undefined) return undefined;
  const type = request.headers.get('content-type') ?? '';
  try {
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    return new Map([...form].filter((field): field is [string, string] => typeof field[1] === 'string'));
  } catch {
    return undefined;
  }
}

async function readAtMost(
  body: ReadableStream<Uint8Array> | null,
  bytesMax: number,
): Promise<Blob | undefined> {
  if (body === null) return undefined;
  const chunks: BlobPart[] = [];
  let bytes = 0;
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.byteLength;
    if (bytes > bytesMax) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(part.value.slice());
  }
  return new Blob(chunks);
}
