import { type MacAddress, parseMac } from '#server/hotdesk/ids.ts';

/** What a PnP SUBSCRIBE says of the phone that sent it. */
export type PnpPhone = {
  mac: MacAddress;
  vendor: string | undefined;
  model: string | undefined;
  firmware: string | undefined;
};

type Subscribe = { uri: string; from: string; event: string; userAgent: string | undefined };

/** `MAC%3a…`, `MAC=…`, `MAC:…`, `MAC…`: every maker writes it another way; the 12 digits before the `@` are the MAC. */
const MAC_IN_URI = /(?:%3a|[:=]|MAC)?((?:[0-9a-f]{2}[:-]?){5}[0-9a-f]{2})@/i;

/**
 * Reads who asks. The MAC stands in the Request-URI, or in From where a maker puts an address there; vendor, model
 * and version are parameters of Event.
 */
export function readPnpSubscribe({ uri, from, event, userAgent }: Subscribe): PnpPhone | undefined {
  const mac = [uri, from]
    .map((text) => parseMac(MAC_IN_URI.exec(text)?.[1] ?? ''))
    .find((one) => one !== undefined);
  if (mac === undefined) return undefined;
  // Yealink: the same phone's User-Agent is read without it too.
  const model = parameter(event, 'model')?.replace(/^SIP-/, '');
  const firmware = parameter(event, 'version') ?? /(\d+(?:\.\d+){2,})/.exec(userAgent ?? '')?.[1];
  return { mac, vendor: parameter(event, 'vendor')?.toLowerCase(), model, firmware };
}

function parameter(event: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(event);
  const text = (match?.[1] ?? match?.[2] ?? '').trim();
  return text === '' ? undefined : text.slice(0, 60);
}
