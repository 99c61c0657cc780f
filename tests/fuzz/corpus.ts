import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from '#db/client.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import type { Log } from '#server/ports/log.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { addGateway } from '../support/fake-gateway.ts';
import { openPbxOffice, type PbxOffice, SERVER, type TestPhone } from '../support/pbx-office.ts';
import { ANSWER, OFFER } from '../support/sip-call.ts';

/** An office with two desks and somebody who may sit at either. */
export type FuzzedOffice = PbxOffice & {
  /** What the phones of the desks prove themselves by now. */
  accounts(): Array<{ username: string; password: string }>;
};

/** A gateway by registration: what comes from there is taken for a call from outside. */
export const TRUNK = '198.51.100.77';
export const PHONES = ['192.0.2.11', '192.0.2.12'];
const EXTENSIONS = ['8001', '8002'];
const torture = new URL('../fixtures/sip/torture/', import.meta.url);

/** The messages of RFC 4475, as bytes written in Latin-1. */
export const tortureMessages = (): string[] =>
  readdirSync(torture)
    .filter((name) => name.endsWith('.dat'))
    .map((name) => readFileSync(new URL(name, torture), 'latin1'));

export async function openFuzzedOffice(database: Database, log: Log): Promise<FuzzedOffice> {
  const deskIds: DeskId[] = [];
  const applied = async (): Promise<void> => {
    const { tenantId } = office.ctx;
    for (const deskId of deskIds)
      await office.pbx.apply({ type: 'desk', tenantId, deskId, what: 'switched' });
  };
  const office = await openPbxOffice(database, { log, barrier: { applied } });
  await office.user('101');
  for (const extension of EXTENSIONS) deskIds.push((await office.desk(extension)).id as DeskId);
  const { gatewayId } = await addGateway(office, TRUNK, {
    secret: 'secret',
    challenges: 407,
    registers: true,
  });
  await office.settings({
    inboundNumbers: [{ number: '+49301234101', extension: '101' }],
    outboundRoutes: [
      { prefix: '0', lengthMin: 4, lengthMax: 20, strip: 0, prepend: '', gatewayIds: [gatewayId] },
    ],
    emergencyRoute: { gatewayIds: [gatewayId], callerNumber: null },
    emergencyTestNumber: '933',
    loggedOutCalls: { allow: 'internal', numbers: ['03012345'] },
  });
  await office.start();
  const accounts = () =>
    deskIds
      .flatMap((id) => office.pbx.directory.desk(id)?.credentials ?? [])
      .map(({ authName }) => ({ username: authName, password: office.ctx.secrets.sipSecret(authName) }));
  return { ...office, accounts };
}

/** What goes to and fro while phones register, call, are called, log in and log out. */
export async function recordOffice(office: FuzzedOffice): Promise<string[]> {
  const recorded: string[] = [];
  office.network.onSent = (_, bytes) => void recorded.push(Buffer.from(bytes).toString('latin1'));
  const [caller, callee] = await Promise.all(
    EXTENSIONS.map((extension, index) => office.phone(PHONES[index] ?? '', deskOf(office, extension))),
  );
  if (caller === undefined || callee === undefined) throw new Error('there are two');
  await register(office, [caller, callee]);
  await callEachOther(office, caller, callee);
  await logInAndOut(office, caller);
  await callOut(office, caller);
  for (const event of ['message-summary', 'dialog', 'presence'])
    caller.send('SUBSCRIBE', '8002', { headers: [['Event', event]] });
  for (const [method, header] of [
    ['OPTIONS', 'Accept'],
    ['MESSAGE', 'Subject'],
    ['PUBLISH', 'Event'],
  ] as const)
    caller.send(method, '8002', { headers: [[header, 'message-summary']] });
  office.network.run(office.network.nowMs + 1_000);
  office.network.onSent = () => {};
  return [...new Set(recorded)];
}

function deskOf({ pbx, ctx }: PbxOffice, extension: string): string {
  return pbx.directory.deskByExtension(ctx.tenantId, extension)?.deskId ?? '';
}

async function register(office: PbxOffice, phones: readonly TestPhone[]): Promise<void> {
  for (const phone of phones) {
    const sent = phone.send('REGISTER', phone.extension, { callId: phone.address });
    await office.until(() => sent.statuses().includes(200));
  }
}

async function callEachOther(office: PbxOffice, caller: TestPhone, callee: TestPhone): Promise<void> {
  callee.onRequest = (transaction: ServerTransaction, nowMs) => {
    if (transaction.request.method !== 'INVITE') return transaction.reply(200, nowMs);
    const contact = ['Contact', `<sip:8002@${callee.address}:5060>`] as const;
    transaction.reply(180, nowMs, { headers: [contact] });
    const headers = [
      contact,
      ['Content-Type', 'application/sdp'],
      ['Session-Expires', '1800;refresher=uac'],
    ] as const;
    transaction.reply(200, nowMs + 1, { headers, body: Buffer.from(ANSWER) });
  };
  const call = caller.send('INVITE', '8002', { callId: 'talk', fromTag: 'talk', body: OFFER });
  await office.until(() => call.statuses().includes(200));
  call.acknowledge();
  for (const [index, method] of ['UPDATE', 'INFO', 'REFER', 'BYE'].entries()) {
    const more = { callId: 'talk', fromTag: 'talk', toTag: call.toTag(), cseq: 10 + index };
    const within = caller.send(method, '8002', more);
    await office.until(() => within.statuses().some((status) => status >= 200));
  }
}

async function logInAndOut(office: PbxOffice, phone: TestPhone): Promise<void> {
  for (const code of ['*70101', '*71']) {
    const call = phone.send('INVITE', code, { callId: code, fromTag: code.slice(1), body: OFFER });
    await office.until(() => call.statuses().includes(200));
    call.acknowledge();
    if (code !== '*71') office.media.key('4321#');
    office.network.run(office.network.nowMs + 5_000);
  }
}

async function callOut(office: PbxOffice, phone: TestPhone): Promise<void> {
  for (const number of ['03012345', '112', '933']) {
    const call = phone.send('INVITE', number, { callId: number, fromTag: number, body: OFFER });
    await office.until(() => call.statuses().some((status) => status >= 200));
    if (call.statuses().includes(200)) call.acknowledge();
    phone.send('BYE', number, { callId: number, fromTag: number, toTag: call.toTag(), cseq: 10 });
    office.network.run(office.network.nowMs + 5_000);
  }
}

/** PnP, a key by INFO, a call for the service of help, and an ITSP's INVITE: what no phone of ours sends in the recording. */
export const written = (): string[] => [
  [
    `SUBSCRIBE sip:MAC001565aabbcc@224.0.1.75 SIP/2.0`,
    `Via: SIP/2.0/UDP 192.0.2.50:5060;branch=z9hG4bKpnp1`,
    'From: <sip:MAC001565aabbcc@224.0.1.75>;tag=pnp',
    'To: <sip:MAC001565aabbcc@224.0.1.75>',
    'Call-ID: pnp',
    'CSeq: 1 SUBSCRIBE',
    'Contact: <sip:MAC001565aabbcc@192.0.2.50:5060>',
    'Event: ua-profile;profile-type="device";vendor="Yealink";model="T54W";version="96.86.0.45"',
    'Expires: 0',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n'),
  [
    `INFO sip:perch@${SERVER}:5060 SIP/2.0`,
    'Via: SIP/2.0/UDP 192.0.2.11:5060;branch=z9hG4bKkey;rport',
    `From: <sip:8001@${SERVER}>;tag=70101`,
    `To: <sip:*70101@${SERVER}>;tag=x`,
    'Call-ID: *70101',
    'CSeq: 30 INFO',
    'Content-Type: application/dtmf-relay',
    'Content-Length: 24',
    '',
    'Signal=5\r\nDuration=160\r\n',
  ].join('\r\n'),
  [
    'INVITE urn:service:sos.police SIP/2.0',
    'Via: SIP/2.0/UDP 192.0.2.11:5060;branch=z9hG4bKsos;rport',
    `From: <sip:8001@${SERVER}>;tag=sos`,
    'To: <urn:service:sos.police>',
    'Call-ID: sos',
    'CSeq: 1 INVITE',
    'Max-Forwards: 70',
    'Contact: <sip:8001@192.0.2.11:5060>',
    'Content-Type: application/sdp',
    `Content-Length: ${OFFER.length}`,
    '',
    OFFER,
  ].join('\r\n'),
  [
    `INVITE sip:101@${SERVER};user=phone SIP/2.0`,
    'v: SIP/2.0/TCP [2001:db8::9]:5060;branch=z9hG4bKtrunk;alias, SIP/2.0/UDP 198.51.100.1;branch=z9hG4bKedge;received=203.0.113.9;rport=1024',
    'Max-Forwards: 20',
    'Max-Breadth: 3',
    'f: "O\\"Brien, Ann" <sip:+4930123456@itsp.example;user=phone>;tag=abc',
    `t: <sip:101@${SERVER}>`,
    'i: trunk@198.51.100.1',
    'CSeq: 1 INVITE',
    'm: <sip:+4930123456@198.51.100.1:5060;transport=tcp>;expires=60;q=0.5',
    'Record-Route: <sip:198.51.100.1;lr>,<sip:[2001:db8::9];lr;ftag=1>',
    'P-Asserted-Identity: "Ann" <sip:+4930123456@itsp.example>',
    'Privacy: id',
    'Session-Expires: 1800;refresher=uac',
    'Min-SE: 90',
    'k: timer, 100rel',
    'c: application/sdp',
    `l: ${OFFER.length}`,
    '',
    OFFER,
  ].join('\r\n'),
];
