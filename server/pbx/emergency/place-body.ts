import type { SipRequest } from '#server/sip/message/message.ts';

const encoder = new TextEncoder();

type Place = { readonly pidfLo: string; readonly contentId: string; readonly boundary: string };
export type PlaceBody = {
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>;
  readonly body: Uint8Array;
};

/** RFC 6442 4.1 and 5.1: the place of the caller, by value, beside what the call brings. */
export function withPlace(request: SipRequest, { pidfLo, contentId, boundary }: Place): PlaceBody {
  const place = [
    `--${boundary}`,
    'Content-Type: application/pidf+xml',
    `Content-ID: <${contentId}>`,
    // RFC 5621 9.1, 7.2: who does not know it goes on without.
    'Content-Disposition: by-reference;handling=optional',
    '',
    pidfLo,
    `--${boundary}--`,
    '',
  ].join('\r\n');
  const hasOwn = request.body.length > 0;
  const type = request.headers.get('Content-Type') ?? 'application/sdp';
  const own = hasOwn
    ? [encoder.encode(`--${boundary}\r\nContent-Type: ${type}\r\n\r\n`), request.body, encoder.encode('\r\n')]
    : [];
  return {
    body: joined([...own, encoder.encode(place)]),
    headers: [
      ['Geolocation', `<cid:${contentId}>`],
      ['Geolocation-Routing', 'yes'],
      ['MIME-Version', '1.0'],
      ['Content-Type', `multipart/mixed;boundary="${boundary}"`],
    ],
  };
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
