import { type Params, parseParams, serializeParams } from './params.ts';
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
  const head = semicolon < 0 ? text : text.slice(0, semicolon);
  const params = semicolon < 0 ? new Map<string, string | null>() : parseParams(text.slice(semicolon + 1));
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*(\S+)\s+(\S.*)$/i.exec(head.trim());
  const [, transport, sentBy] = match ?? [];
  if (params === undefined || transport === undefined || sentBy === undefined || !isToken(transport))
    return undefined;
  const where = parseHostPort(sentBy.replace(/\s*:\s*(?=\d+\s*$)/, ':').trim());
  return where && { transport: transport.toUpperCase(), ...where, params };
}

export function serializeVia({ transport, host, port, params }: Via): string {
  return `SIP/2.0/${transport} ${host}${port === undefined ? '' : `:${port}`}${serializeParams(params)}`;
}
