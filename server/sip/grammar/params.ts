import { isToken, splitOutside } from './tokens.ts';

/** `;name=value` parameters, names in lower case; null = a name without a value. Values keep their quotes. */
export type Params = ReadonlyMap<string, string | null>;

export const noParams: Params = new Map();

/** Reads what follows the first `;` (without it). Undefined for what is no parameter list. */
export function parseParams(text: string): Params | undefined {
  if (text === '') return noParams;
  const parts = splitOutside(text, ';');
  if (parts === undefined) return undefined;
  const params = new Map<string, string | null>();
  for (const part of parts) {
    // Empty parameters (`;;`) are met in the wild and mean nothing.
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    if (!isToken(name)) return undefined;
    params.set(name, equals < 0 ? null : part.slice(equals + 1).trim());
  }
  return params;
}

export function serializeParams(params: Params): string {
  let text = '';
  for (const [name, value] of params) text += value === null ? `;${name}` : `;${name}=${value}`;
  return text;
}
