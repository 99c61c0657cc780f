type Args = { url: string; userAgent: string; breaksOffAfterBytes: number | undefined };

/** What the simulated phones take for firmware: a first line that says whose it is and which, and then anything. */
export type SimImage = { vendor: string; version: string };

export const simImage = ({ vendor, version }: SimImage, bytes: number): Uint8Array<ArrayBuffer> => {
  const image = Buffer.alloc(bytes, 0x5a);
  image.write(`SIM FIRMWARE ${vendor} ${version}\n`);
  return image;
};

/**
 * Fetches firmware as a phone does, without credentials. Where the connection breaks it asks for the rest, if the file is
 * still the same (RFC 9110 13.1.5). `statuses` has one of each answer.
 */
export async function downloadFirmware({ url, userAgent, breaksOffAfterBytes }: Args) {
  const headers = { 'user-agent': userAgent };
  const first = await fetch(url, { headers }).catch(() => undefined);
  if (first === undefined) return { image: undefined, statuses: [] };
  const statuses = [first.status];
  if (first.status !== 200) {
    await first.body?.cancel();
    return { image: undefined, statuses };
  }
  let bytes = await readUpTo(first, breaksOffAfterBytes ?? Number.POSITIVE_INFINITY);
  if (bytes.length < Number(first.headers.get('content-length'))) {
    const etag = first.headers.get('etag') ?? '';
    const range = { range: `bytes=${bytes.length}-`, 'if-range': etag };
    const rest = await fetch(url, { headers: { ...headers, ...range } });
    statuses.push(rest.status);
    const more = await rest.bytes();
    bytes = rest.status === 206 ? Buffer.concat([bytes, more]) : Buffer.from(more);
  }
  const isWhole = bytes.length === Number(first.headers.get('content-length'));
  return { image: isWhole ? readImage(bytes) : undefined, statuses };
}

async function readUpTo({ body }: Response, bytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop closes the connection.
    if (length >= bytes) break;
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}

function readImage(bytes: Buffer): SimImage | undefined {
  const [, vendor, version] =
    /^SIM FIRMWARE (\S+) (\S+)\n/.exec(bytes.subarray(0, 200).toString('latin1')) ?? [];
  return vendor === undefined || version === undefined ? undefined : { vendor, version };
}
