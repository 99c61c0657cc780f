import type { Result } from '#server/ports/result.ts';
import { isToken, parseDigits } from '../grammar/tokens.ts';
import { headerName, usualHeaderName } from './header-names.ts';
import { Headers } from './headers.ts';
import { defaultLimits, type MessageLimits } from './limits.ts';
import { noBody, type SipMessage } from './message.ts';

/**
 * Why bytes are no message. `status` and `request` are there where the sender can be answered: RFC 4475 wants a
 * response to what is recognisably a request.
 */
export type SipParseError = {
  readonly message: string;
  readonly status?: 400 | 413 | 505;
  readonly request?: { readonly method: string; readonly headers: Headers };
};

const CR = 13;
const LF = 10;

/** One whole message: a datagram, or what stream framing has cut. Never throws. */
export function parseMessage(
  bytes: Uint8Array,
  limits: MessageLimits = defaultLimits,
): Result<SipMessage, SipParseError> {
  if (bytes.length > limits.bytes) return failed('the message is too large');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = 0;
  // RFC 3261 7.5: empty lines before a message mean nothing.
  while (buffer[start] === CR || buffer[start] === LF) start += 1;
  const blank = buffer.indexOf('\r\n\r\n', start, 'latin1');
  const head = decodeHead(buffer, start, blank < 0 ? buffer.length : blank);
  const firstLineEnd = endOfLine(head, 0);
  const startLine = head.slice(0, firstLineEnd);
  const lines = parseHeaderLines(head, firstLineEnd + 2, limits);
  if (firstLineEnd > limits.lineCharacters) lines.problem ??= 'too long a start line';
  if (blank < 0) lines.problem ??= 'the header lines do not end';
  const rest = blank < 0 ? noBody : buffer.subarray(blank + 4);
  return startLine.startsWith('SIP/')
    ? parseResponse(startLine, lines, rest)
    : parseRequest(startLine, lines, rest);
}

/** RFC 3261 7: UTF-8. What is not was meant as Latin-1 by an old phone. */
function decodeHead(buffer: Buffer, start: number, end: number): string {
  const text = buffer.toString('utf8', start, end);
  if (!text.includes('\ufffd')) return text;
  // The sign that stands for what cannot be read may have been written as such.
  const isWritten = Buffer.from(text, 'utf8').equals(buffer.subarray(start, end));
  return isWritten ? text : buffer.toString('latin1', start, end);
}

type HeaderLines = { readonly headers: Headers; problem: string | undefined };

function endOfLine(head: string, from: number): number {
  const end = head.indexOf('\r\n', from);
  return end < 0 ? head.length : end;
}

function parseHeaderLines(head: string, from: number, limits: MessageLimits): HeaderLines {
  const names: string[] = [];
  const values: string[] = [];
  let problem: string | undefined;
  let at = from;
  while (at < head.length) {
    const end = endOfLine(head, at);
    const first = head.charCodeAt(at);
    const isFolded = first === 32 || first === 9;
    const length = end - at + (isFolded ? (values.at(-1)?.length ?? 0) : 0);
    if (length > limits.lineCharacters) {
      problem = 'too long a header line';
      break;
    }
    if (isFolded && values.length > 0) values.push(`${values.pop()} ${head.slice(at, end).trim()}`.trim());
    else if (!pushLine(names, values, { head, at, end })) problem ??= 'a header line without a name';
    if (names.length > limits.headerLines) {
      problem = 'too many headers';
      break;
    }
    at = end + 2;
  }
  if (head.includes('\0') && hasStrayNul(names, values)) problem ??= 'a NUL in a header line';
  if (hasBareLineBreak(head)) {
    problem ??= 'a line break that is none';
    // Not even the refusal carries it on.
    for (const [index, value] of values.entries()) values[index] = value.replace(/[\r\n]+/g, ' ');
  }
  return { headers: new Headers(names, values), problem };
}

function pushLine(
  names: string[],
  values: string[],
  line: { head: string; at: number; end: number },
): boolean {
  const { head, at, end } = line;
  const colon = head.indexOf(':', at);
  if (colon < 0 || colon >= end) return false;
  const written = head.slice(at, colon).trimEnd();
  const usual = usualHeaderName(written);
  if (usual === undefined && !isToken(written)) return false;
  names.push(usual ?? headerName(written));
  values.push(head.slice(colon + 1, end).trim());
  return true;
}

/** RFC 3261 25.1: no text holds a NUL, and no database takes one. Escaped in a name of somebody it does no harm. */
const hasStrayNul = (names: readonly string[], values: readonly string[]): boolean =>
  values.some((value, index) => {
    const isOfSomebody = names[index] === 'From' || names[index] === 'To';
    return isOfSomebody ? /(?:^|[^\\])\0/.test(value) : value.includes('\0');
  });

/** A CR or LF alone: some take it for the end of a line, so nobody may pass it on. */
function hasBareLineBreak(head: string): boolean {
  for (let i = head.indexOf('\n'); i >= 0; i = head.indexOf('\n', i + 1))
    if (head.charCodeAt(i - 1) !== CR) return true;
  for (let i = head.indexOf('\r'); i >= 0; i = head.indexOf('\r', i + 1))
    if (head.charCodeAt(i + 1) !== LF && i + 1 < head.length) return true;
  return false;
}

function parseRequest(
  startLine: string,
  lines: HeaderLines,
  rest: Uint8Array,
): Result<SipMessage, SipParseError> {
  const { headers } = lines;
  const first = startLine.indexOf(' ');
  const last = startLine.lastIndexOf(' ');
  const method = startLine.slice(0, first);
  const uri = startLine.slice(first + 1, last);
  const version = startLine.slice(last + 1);
  if (first <= 0 || !isToken(method)) return failed('no start line');
  const request = { method, headers };
  if (last === first || uri === '' || uri.includes(' ') || version === '') {
    return /\sSIP\/\d+\.\d+\s*$/i.test(startLine)
      ? failed('the request line is malformed', { status: 400, request })
      : failed('no start line');
  }
  if (version !== 'SIP/2.0' && version.toUpperCase() !== 'SIP/2.0') {
    return /^SIP\/\d+\.\d+$/i.test(version)
      ? failed('another version of SIP', { status: 505, request })
      : failed('no start line');
  }
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
  if (text === '0') return noBody;
  const length = parseDigits(text, 9);
  return length !== undefined && length <= rest.length ? rest.subarray(0, length) : undefined;
}

function failed(
  message: string,
  more: Omit<SipParseError, 'message'> = {},
): { ok: false; error: SipParseError } {
  return { ok: false, error: { message, ...more } };
}
