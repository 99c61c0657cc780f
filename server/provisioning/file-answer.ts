import { createHash } from 'node:crypto';

/** A file as it goes out. */
export type ReadyFile = { contentType: string; body: Uint8Array; etag: string };

export function readyFile({
  contentType,
  text,
}: {
  contentType: string;
  text: string | Uint8Array;
}): ReadyFile {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  return { contentType, body, etag };
}

export type FileRequest = {
  method: string;
  ifNoneMatch: string | undefined;
  range: string | undefined;
};

export type FileAnswer = {
  status: 200 | 206 | 304 | 416;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
  /** Whether the phone has the whole file once this answer has reached it. */
  isWhole: boolean;
};

const nothing = new Uint8Array(0);

/** RFC 9110: GET and HEAD, `If-None-Match` (13.1.2), one range of bytes (14.2). */
export function answerFile(
  { contentType, body, etag }: ReadyFile,
  { method, ifNoneMatch, range }: FileRequest,
): FileAnswer {
  const headers = {
    'content-type': contentType,
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
    etag,
  };
  if (ifNoneMatch?.includes(etag)) return { status: 304, headers, body: nothing, isWhole: true };
  const isGet = method === 'GET';
  const part = isGet && range !== undefined ? readRange(range, body.length) : undefined;
  if (part === 'unsatisfiable') {
    const unsatisfied = { ...headers, 'content-range': `bytes */${body.length}`, 'content-length': '0' };
    return { status: 416, headers: unsatisfied, body: nothing, isWhole: false };
  }
  if (part === undefined) {
    const whole = { ...headers, 'content-length': `${body.length}` };
    return { status: 200, headers: whole, body: isGet ? body : nothing, isWhole: isGet };
  }
  const { first, last } = part;
  return {
    status: 206,
    headers: {
      ...headers,
      'content-length': `${last - first + 1}`,
      'content-range': `bytes ${first}-${last}/${body.length}`,
    },
    body: body.subarray(first, last + 1),
    // Whoever asks for the rest has the beginning.
    isWhole: last === body.length - 1,
  };
}

type Part = { first: number; last: number };

/** RFC 9110 14.1.2. Undefined for what is not one range of bytes: the whole is sent then. */
export function readRange(range: string, length: number): Part | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range.trim()) ?? [];
  if (from === '' && to === '') return undefined;
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return first > last ? 'unsatisfiable' : { first, last };
}
