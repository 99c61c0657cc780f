/**
 * Scenarios for sipp of two phones that talk to each other through Perch, put together from what each does. Words in
 * square brackets are sipp's own.
 */
export const scenario = (name: string, ...steps: readonly string[]): string =>
  [
    '<?xml version="1.0" encoding="ISO-8859-1" ?>',
    `<scenario name="${name}">`,
    ...steps,
    '</scenario>',
    '',
  ].join('\n');

/** An offer or answer with this direction. */
export const audio = (direction: 'sendrecv' | 'sendonly' | 'recvonly'): string =>
  [
    ...['v=0', 'o=- 1 1 IN IP4 [local_ip]', 's=-', 'c=IN IP4 [local_ip]', 't=0 0'],
    ...['m=audio [media_port] RTP/AVP 0', 'a=rtpmap:0 PCMU/8000', `a=${direction}`, ''],
  ].join('\n');

type Body = { type: string; text: string };
export const sdp = (direction: Parameters<typeof audio>[0]): Body => ({
  type: 'application/sdp',
  text: audio(direction),
});

function send(
  lines: readonly string[],
  { body, attributes = '' }: { body?: Body | undefined; attributes?: string },
) {
  const tail =
    body === undefined
      ? ['Content-Length: 0', '', '']
      : [`Content-Type: ${body.type}`, 'Content-Length: [len]', '', body.text];
  return `<send${attributes}><![CDATA[\n\n${[...lines, ...tail].join('\n')}\n]]></send>`;
}

const CONTACT = 'Contact: <sip:[field0]@[local_ip]:[local_port]>';
/** Of which phone it is, too: both are in their first call. */
const OWN_TAG = ';tag=[pid]';

/** A response that must come. */
export const gets = (status: number, { isOptional = false } = {}): string =>
  `<recv response="${status}"${isOptional ? ' optional="true"' : ''}/>`;

/** The answer to the call: by which way the callee is reached, and its tag, are kept. */
export const getsAnswer = (): string =>
  '<recv response="200" rrs="true"><action><ereg regexp=";tag=.*" search_in="hdr" header="To:" assign_to="1"/></action></recv><Reference variables="1"/>';

export const waits = (milliseconds: number): string => `<pause milliseconds="${milliseconds}"/>`;

type Has = { readonly header?: string; readonly text: string };

/** A request that must come, with these texts in it. */
export function isAsked(method: string, ...has: readonly Has[]): string {
  const checks = has.map(({ header, text }, index) => {
    const where = header === undefined ? 'search_in="body"' : `search_in="hdr" header="${header}:"`;
    return `<ereg regexp="${text}" ${where} check_it="true" assign_to="${10 + index}"/>`;
  });
  const names = has.map((_, index) => 10 + index).join(',');
  const action = has.length === 0 ? '' : `<action>${checks.join('')}</action>`;
  return `<recv request="${method}">${action}</recv>${names === '' ? '' : `<Reference variables="${names}"/>`}`;
}

/** Answers the request that came last; within a dialog its To has a tag already. */
export const answers = (status: string, more: { body?: Body; isWithin?: boolean } = {}): string =>
  send(
    [
      `SIP/2.0 ${status}`,
      ...['[last_Via:]', '[last_Record-Route:]', '[last_From:]'],
      `[last_To:]${more.isWithin === true ? '' : OWN_TAG}`,
      ...['[last_Call-ID:]', '[last_CSeq:]', CONTACT],
    ],
    more,
  );

type Outside = { method: string; cseq: number; branch: number; more?: readonly string[]; body?: Body };

/** What the caller says before there is a dialog. */
const outside = (number: string, { method, cseq, branch, more = [], body }: Outside): string =>
  send(
    [
      `${method} sip:${number}@[remote_ip]:[remote_port] SIP/2.0`,
      `Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=z9hG4bK[pid]-${branch};rport`,
      `From: <sip:[field0]@[remote_ip]>${OWN_TAG}`,
      ...(method === 'ACK' ? ['[last_To:]'] : [`To: <sip:${number}@[remote_ip]>`]),
      ...['Call-ID: [call_id]', `CSeq: ${cseq} ${method}`, CONTACT, 'Max-Forwards: 70', ...more],
    ],
    { body, ...(method === 'ACK' ? {} : { attributes: ' retrans="500"' }) },
  );

/** The caller: asks, is challenged, asks again with credentials. */
export const calls = (number: string): string[] => [
  outside(number, { method: 'INVITE', cseq: 1, branch: 1, body: sdp('sendrecv') }),
  gets(100, { isOptional: true }),
  '<recv response="407" auth="true"/>',
  outside(number, { method: 'ACK', cseq: 1, branch: 1 }),
  outside(number, { method: 'INVITE', cseq: 2, branch: 2, more: ['[field1]'], body: sdp('sendrecv') }),
  gets(100, { isOptional: true }),
];

export const cancels = (number: string): string => outside(number, { method: 'CANCEL', cseq: 2, branch: 2 });
export const acknowledgesFailure = (number: string): string =>
  outside(number, { method: 'ACK', cseq: 2, branch: 2 });

/** The callee: takes the call and keeps by which way the caller is reached, and the caller's tag. */
export const isCalled = (): string =>
  '<recv request="INVITE" rrs="true"><action><ereg regexp=";tag=.*" search_in="hdr" header="From:" assign_to="1"/></action></recv><Reference variables="1"/>';

type Within = { method: string; cseq: number; more?: readonly string[]; body?: Body };

/** A request within the call, of the caller or of the callee. */
export function asks(peer: string, { method, cseq, more = [], body }: Within): string {
  const isAck = method === 'ACK';
  return send(
    [
      `${method} [next_url] SIP/2.0`,
      'Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch];rport',
      `From: <sip:[field0]@[remote_ip]>${OWN_TAG}`,
      `To: <sip:${peer}@[remote_ip]>[$1]`,
      ...['Call-ID: [call_id]', `CSeq: ${cseq} ${method}`, '[routes]', CONTACT, 'Max-Forwards: 70', ...more],
    ],
    { body, attributes: isAck ? '' : ' retrans="500"' },
  );
}
