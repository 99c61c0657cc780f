import type { Result } from '#server/ports/result.ts';
import { isToken } from '../grammar/tokens.ts';
import { headerName } from './header-names.ts';
import { Headers } from './headers.ts';
import { defaultLimits, type MessageLimits } from './limits.ts';
import type { SipMessage } from './message.ts';

/**
 * Why bytes are no message. `status` and `request` are there where the sender can be answered: RFC 4475 wants a
 * response to what is recognisably a request.
 */
export type SipParseError = {
  readonly message: string;
  readonly status?: 400 | 413 | 505;
  readonly request?: { readonly method: string; readonly headers: Headers };
};

const decoder = new TextDecoder();

/** One whole message: a datagram, or what stream framing has cut. Never throws. */
export function parseMessage(
  bytes: Uint8Array,
  limits: MessageLimits = defaultLimits,
): Result<SipMessage, SipParseError> {
  if (bytes.length > limits.bytes) return failed('the message is too large');
  const headEnd = findHeadEnd(bytes);
  if (headEnd === undefined) return failed('the header lines do not end');
  const head = decoder.decode(bytes.subarray(0, headEnd.at));
  const firstLineEnd = head.indexOf('\r\n');
  const startLine = firstLineEnd < 0 ? head : head.slice(0, firstLineEnd);
  const headers = parseHeaderLines(head, firstLineEnd < 0 ? head.length : firstLineEnd + 2, limits);
  const rest = bytes.subarray(headEnd.bodyAt);
  return startLine.startsWith('SIP/')
    ? parseResponse(startLine, headers, rest)
    : parseRequest(startLine, headers, rest);
}

/** The empty line: two CRLF, or the end of the data where the sender forgot it. */
function findHeadEnd(bytes: Uint8Array): { at: number; bodyAt: number } | undefined {
  for (let i = bytes.indexOf(13); i >= 0; i = bytes.indexOf(13, i + 1)) {
    if (bytes[i + 1] === 10 && bytes[i + 2] === 13 && bytes[i + 3] === 10) return { at: i, bodyAt: i + 4 };
  }
  return undefined;
}

type HeaderLines = { readonly headers: Headers; readonly problem: string | undefined };

function parseHeaderLines(head: string, from: number, limits: MessageLimits): HeaderLines {
  const names: string[] = [];
  const values: string[] = [];
  let problem: string | undefined;
  let at = from;
  while (at < head.length) {
    let end = head.indexOf('\r\n', at);
    if (end < 0) end = head.length;
    const isFolded = head[at] === ' ' || head[at] === '\t';
    if (isFolded && values.length > 0) values[values.length - 1] += ` ${head.slice(at, end).trim()}`;
    else problem ??= pushLine(head.slice(at, end), names, values);
    if (names.length > limits.headerLines)
      return { headers: new Headers(names, values), problem: 'too many headers' };
    at = end + 2;
  }
  return { headers: new Headers(names, values), problem };
}

function pushLine(line: string, names: string[], values: string[]): string | undefined {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(0, colon)).trimEnd();
  if (!isToken(name)) return 'a header line without a name';
  names.push(headerName(name));
  values.push(line.slice(colon + 1).trim());
  return undefined;
}

function parseRequest(
  startLine: string,
  lines: HeaderLines,
  rest: Uint8Array,
): Result<SipMessage, SipParseError> {
  const [method, uri, version, ...more] = startLine.split(' ');
  const { headers } = lines;
  if (method === undefined || !isToken(method)) return failed('no start line');
  const request = { method, headers };
  if (uri === undefined || version === undefined || more.length > 0 || uri === '') {
    return /\sSIP\/2\.0\s*$/i.test(startLine)
      ? failed('the request line is malformed', { status: 400, request })
      : failed('no start line');
  }
  if (!/^SIP\/\d+\.\d+$/i.test(version)) return failed('no start line');
  if (version.toUpperCase() !== 'SIP/2.0') return failed('another version of SIP', { status: 505, request });
  if (lines.problem !== undefined) return failed(lines.problem, { status: 400, request });
  const body = takeBody(headers, rest);
  if (body === undefined)
    return failed('the body is not as long as Content-Length says', { status: 400, request });
  return { ok: true, value: { kind: 'request', method, uri, headers, body } };
}

function parseResponse(
  startLine: string,
  lines: HeaderLines,
  rest: Uint8Array,
): Result<SipMessage, SipParseError> {
  const [, code, reason] = /^SIP\/2\.0 (\d{3})(?: (.*))?$/i.exec(startLine) ?? [];
  const status = Number(code);
  if (code === undefined || status < 100 || status > 699) return failed('no status line');
  if (lines.problem !== undefined) return failed(lines.problem);
  const body = takeBody(lines.headers, rest);
  if (body === undefined) return failed('the body is not as long as Content-Length says');
  return {
    ok: true,
    value: { kind: 'response', status, reason: reason ?? '', headers: lines.headers, body },
  };
}

/** RFC 3261 18.3: in a datagram what is beyond Content-Length is dropped, too little is an error. */
function takeBody(headers: Headers, rest: Uint8Array): Uint8Array | undefined {
  const text = headers.get('Content-Length');
  if (text === undefined) return rest;
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const length = Number(text);
  return length <= rest.length ? rest.subarray(0, length) : undefined;
}

function failed(
  message: string,
  more: Omit<SipParseError, 'message'> = {},
): { ok: false; error: SipParseError } {
  return { ok: false, error: { message, ...more } };
}
