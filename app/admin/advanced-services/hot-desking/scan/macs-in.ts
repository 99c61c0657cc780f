import { parseMac } from '#server/hotdesk/parse-mac.ts';
import { vendorOfMac } from '#server/hotdesk/vendors.ts';

export type FoundMac = {
  mac: string;
  vendor: string | undefined;
  isSure: boolean;
  /** The MAC with the check code that Gigaset prints behind it, `7C2F80AABBCC-X7T1`. */
  macId: string | undefined;
};

/** `80:5E:C0:12:34:56`, `805E.C012.3456`, `805EC0123456`, and Gigaset's `7C2F80AABBCC-X7T1`; not a part of something longer. */
const MAC =
  /(?:(?<=mac)|(?<![0-9a-z]))(?<!(?<![0-9a-z])[0-9a-f]{2}[:-])(?:[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}|[0-9a-f]{4}([.-])[0-9a-f]{4}\2[0-9a-f]{4}|[0-9a-f]{12}(?:-([0-9a-z]{4}))?)(?![0-9a-z]|[:-][0-9a-f]{2}(?![0-9a-z]))/gi;
const MARK_BEFORE = /mac(?:[\s_-]*(?:addr(?:ess)?|id))?["'\s:=#.]*$/i;

/** What in a text is, or looks like, the MAC address of a phone. */
export function macsIn(text: string): FoundMac[] {
  return [...text.matchAll(MAC)].flatMap((match) => {
    const [written, , , code] = match;
    const mac = parseMac(code === undefined ? written : written.slice(0, -code.length));
    if (mac === undefined) return [];
    const vendor = vendorOfMac(mac);
    const isMarked = MARK_BEFORE.test(text.slice(0, match.index));
    // A number of 12 digits is more often a number.
    const isSure = isMarked || vendor !== undefined || written.includes(':');
    if (!isSure && /^\d+$/.test(mac)) return [];
    const isMacId = code !== undefined && (vendor === undefined || vendor === 'gigaset');
    return [{ mac, vendor, isSure, macId: isMacId ? written.toUpperCase() : undefined }];
  });
}
