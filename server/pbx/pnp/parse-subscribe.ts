import type { MacAddress } from '#server/hotdesk/ids.ts';
import { parseMac } from '#server/hotdesk/parse-mac.ts';
import { vendorNamed, vendorOfMac } from '#server/hotdesk/vendors.ts';

/** What a PnP SUBSCRIBE says of the phone that sent it. */
export type PnpPhone = {
  mac: MacAddress;
  vendor: string | undefined;
  model: string | undefined;
  firmware: string | undefined;
};

type Subscribe = { uri: string; from: string; event: string; userAgent: string | undefined };

/** `MAC%3a…`, `MAC=…`, `MAC:…`, `MAC…`: every maker writes it another way; the 12 digits before the `@` are the MAC. */
const MAC_IN_URI = /(?:%3a|[:=]|MAC)?((?:[0-9a-f]{2}(?:%3a|[:-])?){5}[0-9a-f]{2})@/i;

/** What makers write who do not say: Snom and Gigaset `OEM`, Fanvil `VOIP PHONE`. */
const NOTHING_SAID = /^(?:oem|voip phone|unknown)$/i;

/**
 * Reads who asks. The MAC stands in the Request-URI, or in From where a maker puts an address there; vendor, model and
 * version are parameters of Event. Where those say nothing, User-Agent does, and at last the MAC's block hints at the
 * maker.
 *
 * @returns undefined where there is no MAC: AudioCodes asks as `00000001`, and cannot be told apart from another one.
 */
export function readPnpSubscribe({ uri, from, event, userAgent = '' }: Subscribe): PnpPhone | undefined {
  const mac = [uri, from].map(macIn).find((one) => one !== undefined);
  if (mac === undefined) return undefined;
  const said = parameter(event, 'vendor');
  const vendor = vendorNamed(said ?? '') ?? vendorNamed(userAgent) ?? said?.toLowerCase() ?? vendorOfMac(mac);
  const isMakersOwn = vendorNamed(userAgent) !== undefined;
  const model = parameter(event, 'model') ?? (isMakersOwn ? modelIn(userAgent) : undefined);
  const firmware = parameter(event, 'version') ?? /(\d+(?:\.\d+){2,})/.exec(userAgent)?.[1];
  return { mac, vendor, model: model?.replace(/^(?:SIP-|snom(?=\w))/, ''), firmware };
}

function macIn(text: string): MacAddress | undefined {
  return parseMac((MAC_IN_URI.exec(text)?.[1] ?? '').replace(/%3a/gi, ''));
}

/** `Grandstream GRP2612W 1.0.5.67`, `PLANET VIP-2140PT` */
const modelIn = (userAgent: string): string | undefined =>
  /^\S+ ((?:SIP-)?[A-Z][\w-]*\d[\w-]*)/i.exec(userAgent)?.[1]?.slice(0, 60);

function parameter(event: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(event);
  const text = (match?.[1] ?? match?.[2] ?? '').trim();
  return text === '' || NOTHING_SAID.test(text) ? undefined : text.slice(0, 60);
}

const URL_TYPE = 'application/url';

/**
 * The Content-Type of the NOTIFY that carries the address: `application/url`, unless the phone's Accept has only another
 * type for addresses, as Grandstream documents `application/x-gs-ucm-url`.
 *
 * @param accept values of Accept
 */
export function urlTypeFor(accept: string): string {
  const types = accept.split(',').map((value) => (value.split(';')[0] ?? '').trim());
  if (types.some((type) => type.toLowerCase() === URL_TYPE)) return URL_TYPE;
  return types.find((type) => /^application\/[\w.+-]*url$/i.test(type)) ?? URL_TYPE;
}
