import { noParams, type Params, parseParams, serializeParams } from './params.ts';
import { isToken } from './tokens.ts';
import { parseHostPort } from './uri.ts';

/** One Via value (RFC 3261 20.42). */
export type Via = {
  /** Upper case: UDP, TCP, TLS, WS, … */
  readonly transport: string;
  readonly host: string;
  readonly port: number | undefined;
  readonly params: Params;
};

/** RFC 3261 8.1.1.7: what begins so is unique. */
export const BRANCH_COOKIE = 'z9hG4bK';

export function parseVia(text: string): Via | undefined {
  const semicolon = text.indexOf(';');
  const head = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  const params = semicolon < 0 ? noParams : parseParams(text.slice(semicolon + 1));
  const [transport, sentBy] = splitUsual(head) ?? splitSpaced(head);
  if (params === undefined || transport === undefined || !isToken(transport)) return undefined;
  const where = parseHostPort(sentBy);
  return where && { transport: transport.toUpperCase(), host: where.host, port: where.port, params };
}

type Halves = readonly [transport: string | undefined, sentBy: string];

const USUAL = 'SIP/2.0/';

/** `SIP/2.0/UDP host:port` with no more white space than that, as nearly everybody writes it. */
function splitUsual(head: string): Halves | undefined {
  const space = head.indexOf(' ', USUAL.length);
  if (space < 0 || !head.startsWith(USUAL)) return undefined;
  const sentBy = head.slice(space + 1);
  return /[\s/]/.test(sentBy) ? undefined : [head.slice(USUAL.length, space), sentBy];
}

/** White space around each slash and around the colon (RFC 3261 25.1, `LWS`). */
function splitSpaced(head: string): Halves {
  const [, transport, sentBy = ''] = /^SIP\s*\/\s*2\.0\s*\/\s*(\S+)\s+(\S.*)$/i.exec(head) ?? [];
  const colon = sentBy.lastIndexOf(':');
  const port = sentBy.slice(colon + 1).trim();
  const hasPort = colon >= 0 && /^\d+$/.test(port);
  return [transport, hasPort ? `${sentBy.slice(0, colon).trimEnd()}:${port}` : sentBy.trim()];
}

export function serializeVia({ transport, host, port, params }: Via): string {
  return `SIP/2.0/${transport} ${host}${port === undefined ? '' : `:${port}`}${serializeParams(params)}`;
}
