import type { MacAddress } from '#server/hotdesk/ids.ts';
import { parseMac } from '#server/hotdesk/parse-mac.ts';

export type RequestPath = {
  token: string;
  /** Whether it is asked for by a phone that was given the secret to read it. */
  isEncrypted: boolean;
  /** The last part of the path, decoded: what makers call the file name. Empty for the base address itself. */
  name: string;
  /** MACs that stand in the path or in the query. */
  macs: readonly MacAddress[];
  /** Of the firmware in whose folder the file lies. */
  firmwareId: string | undefined;
};

/** A phone that reads encrypted files is told an address within this folder, so that the server need not remember it. */
export const ENCRYPTED_FOLDER = 'encrypted';

/** `/p/<token>/<file>`; some phones put a slash too many between the two, or folders of their maker's. */
const PATH = /^\/p\/([a-z0-9]{32})(?:\/(.{0,300}))?$/;
/** Names of ids and of makers' files may look like a MAC, and say nothing of one. */
const FIRMWARE = /^\/*firmware\/([a-z0-9]{20})\//;
const MAC = /(?<![0-9a-f])(?:[0-9a-f]{12}|(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2})(?![0-9a-f])/gi;
/** `000000000000.cfg`, `y000000000096.cfg`, `F00000000000.boot`: names that every phone of a maker asks for. */
const GENERIC = /^[0-9a-f]?0{8}/i;

/** The token of a path, whatever stands behind it; undefined for what is no path of ours. */
export const tokenIn = (path: string): string | undefined => PATH.exec(path)?.[1];

/** Undefined for what is no path of ours, or cannot be decoded. */
export function readRequestPath(path: string, query: string): RequestPath | undefined {
  const [, token, rest = ''] = PATH.exec(path) ?? [];
  const decoded = decode(rest);
  const decodedQuery = decode(query);
  if (token === undefined || decoded === undefined || decodedQuery === undefined) return undefined;
  const firmwareId = FIRMWARE.exec(decoded)?.[1];
  return {
    token,
    isEncrypted: decoded.replace(/^\/+/, '').startsWith(`${ENCRYPTED_FOLDER}/`),
    name: decoded.slice(decoded.lastIndexOf('/') + 1),
    macs: firmwareId === undefined ? [...macsIn(decoded), ...macsIn(decodedQuery)] : [],
    firmwareId,
  };
}

/** Every MAC in a text, in whatever form; names that every phone of a maker asks for hold none. */
export function macsIn(text: string): MacAddress[] {
  return [...text.matchAll(MAC)]
    .map(([digits]) => digits)
    .filter((digits) => !GENERIC.test(digits))
    .map((digits) => parseMac(digits))
    .filter((mac) => mac !== undefined);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** For what is only looked at: text that cannot be decoded says nothing. */
export const decodedOrNothing = (text: string): string => decode(text) ?? '';
