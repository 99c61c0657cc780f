import { createHash } from 'node:crypto';

/** What is said of a file, wherever its bytes are. */
export type FileFacts = {
  contentType: string;
  etag: string;
  length: number;
  lastModified?: Date | undefined;
};

/** A file as it goes out. */
export type ReadyFile = Pick<FileFacts, 'contentType' | 'etag'> & { body: Uint8Array };

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
  range?: string | undefined;
  ifRange?: string | undefined;
};

/** Both ends are in it, from 0. */
export type Part = { first: number; last: number };

export type PartAnswer = {
  status: 200 | 206 | 304 | 416;
  headers: Readonly<Record<string, string>>;
  /** Undefined: no bytes. */
  part: Part | undefined;
  /** Whether the phone has the whole file once this answer has reached it. */
  isWhole: boolean;
};

export type FileAnswer = Omit<PartAnswer, 'part'> & { body: Uint8Array };

const nothing = new Uint8Array(0);

export function answerFile({ body, ...file }: ReadyFile, request: FileRequest): FileAnswer {
  const { part, ...answer } = answerPart({ ...file, length: body.length }, request);
  return { ...answer, body: part === undefined ? nothing : body.subarray(part.first, part.last + 1) };
}

/** RFC 9110: GET and HEAD, `If-None-Match` (13.1.2), `If-Range` (13.1.5), one range of bytes (14.2). */
export function answerPart(file: FileFacts, request: FileRequest): PartAnswer {
  const { contentType, etag, length, lastModified } = file;
  const headers = {
    'content-type': contentType,
    'cache-control': 'no-store',
    'accept-ranges': 'bytes',
    etag,
    ...(lastModified === undefined ? {} : { 'last-modified': lastModified.toUTCString() }),
  };
  if (request.ifNoneMatch?.includes(etag)) return { status: 304, headers, part: undefined, isWhole: true };
  const isGet = request.method === 'GET';
  const part = isGet && isStillTheSame(file, request.ifRange) ? readRange(request.range, length) : undefined;
  if (part === 'unsatisfiable') {
    const unsatisfied = { ...headers, 'content-range': `bytes */${length}`, 'content-length': '0' };
    return { status: 416, headers: unsatisfied, part: undefined, isWhole: false };
  }
  if (part === undefined) {
    const whole = isGet && length > 0 ? { first: 0, last: length - 1 } : undefined;
    return {
      status: 200,
      headers: { ...headers, 'content-length': `${length}` },
      part: whole,
      isWhole: isGet,
    };
  }
  const { first, last } = part;
  const range = {
    'content-length': `${last - first + 1}`,
    'content-range': `bytes ${first}-${last}/${length}`,
  };
  // Whoever asks for the rest has the beginning.
  return { status: 206, headers: { ...headers, ...range }, part, isWhole: last === length - 1 };
}

/** RFC 9110 13.1.5: a part of another file would be worse than none. */
function isStillTheSame({ etag, lastModified }: FileFacts, ifRange: string | undefined): boolean {
  if (ifRange === undefined) return true;
  const given = ifRange.trim();
  return given === etag || (lastModified !== undefined && given === lastModified.toUTCString());
}

/** RFC 9110 14.1.2. Undefined for what is not one range of bytes: the whole is sent then. */
export function readRange(range: string | undefined, length: number): Part | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(range?.trim() ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from !== '' && to !== '' && Number(from) > Number(to)) return undefined;
  const first = from === '' ? Math.max(0, length - Number(to)) : Number(from);
  const last = from === '' || to === '' ? length - 1 : Math.min(Number(to), length - 1);
  return first > last ? 'unsatisfiable' : { first, last };
}
