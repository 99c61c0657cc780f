import { noParams, type Params, parseParams, serializeParams } from './params.ts';
import { isToken, quote, unquote } from './tokens.ts';

/** `"Display" <uri>;params` or `uri;params` (RFC 3261 20.10, 25.1). The URI stays text: it may be of any scheme. */
export type NameAddr = {
  readonly displayName: string | undefined;
  readonly uri: string;
  readonly params: Params;
};

export function parseNameAddr(text: string): NameAddr | undefined {
  const open = indexOfOpeningBracket(text);
  return open < 0 ? parseAddrSpec(text) : parseBracketed(text, open);
}

/** The first `<` outside a quoted display name. */
function indexOfOpeningBracket(text: string): number {
  if (!text.startsWith('"')) return text.indexOf('<');
  let i = 1;
  while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
  return text.indexOf('<', i);
}

function parseBracketed(text: string, open: number): NameAddr | undefined {
  const close = text.indexOf('>', open);
  if (close < 0) return undefined;
  const displayName = parseDisplayName(text.slice(0, open).trim());
  const uri = text.slice(open + 1, close);
  const params = parseParamsAfter(text.slice(close + 1).trim());
  if (displayName === null || params === undefined || !isUriText(uri)) return undefined;
  return { displayName, uri, params };
}

/** Without brackets every parameter is the header's, and the URI can hold neither `,` nor `?` (RFC 3261 20). */
function parseAddrSpec(text: string): NameAddr | undefined {
  const semicolon = text.indexOf(';');
  const uri = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  const params = semicolon < 0 ? noParams : parseParams(text.slice(semicolon + 1));
  if (params === undefined || !isUriText(uri) || uri.includes('?') || uri.includes(',')) return undefined;
  return { displayName: undefined, uri, params };
}

/** Null for what is no display name. */
function parseDisplayName(text: string): string | undefined | null {
  if (text === '') return undefined;
  if (text.startsWith('"')) return unquote(text) ?? null;
  return text.split(/\s+/).every(isToken) ? text : null;
}

function parseParamsAfter(text: string): Params | undefined {
  if (text === '') return noParams;
  return text.startsWith(';') ? parseParams(text.slice(1)) : undefined;
}

const isUriText = (uri: string): boolean => /^[a-z][a-z0-9+.-]*:[^\s<>"]+$/i.test(uri);

export function serializeNameAddr({ displayName, uri, params }: NameAddr): string {
  const name = displayName === undefined ? '' : `${quote(displayName)} `;
  return `${name}<${uri}>${serializeParams(params)}`;
}
