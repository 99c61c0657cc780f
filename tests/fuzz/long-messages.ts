/** As long as a header line may be. */
const LINE = 8_000;
/** As long as a message may be. */
const BODY = 60_000;

const PIECES =
  ' |\t|;|,|"|\\|<|>|=|:|%|%4|a|0|.|@|?|[|/|;a|; |, |" |\\"|a |;a=b|<sip:a>,|a,|(|a="b",|\r\n |\n|\r\n| \n'.split(
    '|',
  );
const BODY_PIECES = [
  ...PIECES,
  'a=x\r\n',
  'm=audio 1 RTP/AVP 0\r\n',
  'm=audio 1 a 1\r\n',
  'c=IN IP4 a\r\n',
  '0 ',
  'Signal',
];

/** Where one value stands, `#`, and something else beside it. */
const VALUES = [
  'Via: SIP/2.0/UDP #',
  'Via: SIP/2.0/UDP a#;branch=z9hG4bK1',
  'Via: SIP/2.0/UDP a #b',
  'Via: SIP #/2.0/UDP a',
  'Via: SIP/2.0/UDP a;b=#',
  'From: <sip:a@b>#',
  'From: "#" <sip:a@b>;tag=1',
  'To: # <sip:a@b>',
  'Contact: #',
  'Contact: <sip:#@b>',
  'Contact: <sip:a@b;#>',
  'Contact: <sip:a@b?#>',
  'Authorization: Digest #',
  'Proxy-Authorization: Digest username="#", realm="perch"',
  'CSeq: #1 REGISTER',
  'Require: #',
  'Record-Route: #',
  'Event: #',
  'Expires: #',
  'Content-Length: #',
];

const BODIES = [
  { type: 'application/dtmf-relay', text: '#' },
  { type: 'application/dtmf-relay', text: 'Signal#=5' },
  { type: 'application/sdp', text: 'v=0\r\n#' },
  { type: 'application/sdp', text: 'v=0\r\nc=IN IP4 a\r\nm=audio 1 RTP/AVP #' },
  { type: 'application/sdp', text: 'v=0\r\nc=IN IP4 a\r\nm=audio 1 RTP/AVP 0\r\na=crypto:1 A inline:#' },
  { type: 'application/sdp', text: `v=0\r\nc=IN IP4 a\r\nm=audio 1 RTP/AVP ${'0 '.repeat(9_000)}\r\n#` },
];

const fill = (frame: string, piece: string, length: number): string =>
  frame.replace('#', () => piece.repeat(Math.floor(length / piece.length)));

/** Messages that are one thing over and over: what an expression that looks back again and again takes longest for. */
export function longMessages(): string[] {
  const messages: string[] = [];
  let serial = 0;
  const add = (method: string, lines: readonly string[], body = ''): void => {
    serial += 1;
    const named = new Set(lines.map((line) => line.slice(0, line.indexOf(':'))));
    const usual = [
      `Via: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKlong${serial}`,
      ...['From: <sip:a@b>;tag=1', 'To: <sip:a@b>', `Call-ID: long${serial}`, `CSeq: 1 ${method}`],
    ].filter((line) => !named.has(line.slice(0, line.indexOf(':'))));
    messages.push([`${method} sip:a@b SIP/2.0`, ...usual, ...lines, '', body].join('\r\n'));
  };
  for (const value of VALUES) for (const piece of PIECES) add('REGISTER', [fill(value, piece, LINE)]);
  for (const { type, text } of BODIES)
    for (const piece of BODY_PIECES)
      add(
        type === 'application/sdp' ? 'INVITE' : 'INFO',
        [`Content-Type: ${type}`],
        fill(text, piece, BODY - text.length),
      );
  for (const piece of PIECES) {
    messages.push(fill('#', piece, BODY), `INVITE ${fill('#', piece, BODY)} SIP/2.0\r\nVia: x\r\n\r\n`);
    add(
      'REGISTER',
      Array.from({ length: 7 }, () => `Contact: ${fill('#', piece, LINE)}`),
    );
  }
  return messages;
}
