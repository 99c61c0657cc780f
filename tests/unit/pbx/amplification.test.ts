import { expect, it } from 'vitest';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice, SERVER } from '#tests/support/pbx-office.ts';
import { wire } from '#tests/support/sip-engine.ts';

/** Whom an attacker lets us answer: the source of a datagram is whatever its sender wrote. */
const VICTIM = '203.0.113.7';
/** What an answer may be longer than what asked for it: a challenge, what we allow, and where it came from. */
const ADDED_MAX_BYTES = 300;
/** Longer than any transaction lives. */
const ALL_MS = 70_000;

const TAGGED = 't:<sip:b@c>;tag=2';
const GUESS = 'Digest username="x",realm="perch",nonce="n",uri="sip:x",response="0"';
const GOOD_NAME = GUESS.replace('"x"', `"${'a'.repeat(20)}"`);
const many = (count: number, value: string): string => Array.from({ length: count }, () => value).join(',');

type Asked = { name: string; method: string; more?: string[]; without?: string; version?: string };

const ASKED: Asked[] = [
  ...'OPTIONS REGISTER INVITE CANCEL ACK BYE SUBSCRIBE NOTIFY MESSAGE PUBLISH REFER INFO PRACK UPDATE X'
    .split(' ')
    .map((method) => ({ name: method, method })),
  ...'INVITE BYE NOTIFY OPTIONS ACK INFO X'
    .split(' ')
    .map((method) => ({ name: `${method} of no dialog`, method, more: [TAGGED], without: 't:' })),
  { name: 'a SUBSCRIBE from far away for a configuration', method: 'SUBSCRIBE', more: ['o:ua-profile'] },
  ...['dialog', 'message-summary', 'presence'].map((event) => ({
    ...{ name: `a SUBSCRIBE for ${event}`, method: 'SUBSCRIBE', more: [`o:${event}`] },
  })),
  {
    ...{ name: 'a wrong secret to watch', method: 'SUBSCRIBE' },
    more: ['o:dialog', `Authorization: ${GUESS}`],
  },
  { name: 'a wrong secret to write', method: 'MESSAGE', more: [`Proxy-Authorization: ${GUESS}`] },
  { name: 'another event', method: 'SUBSCRIBE', more: ['o:nonsense'] },
  { name: 'another version', method: 'OPTIONS', version: 'SIP/9.0' },
  { name: 'no From', method: 'INVITE', without: 'f:' },
  { name: 'no Call-ID', method: 'OPTIONS', without: 'i:' },
  { name: 'a header line without a name', method: 'OPTIONS', more: ['nonsense'] },
  { name: 'what a proxy is to know', method: 'INVITE', more: [`Proxy-Require: ${many(500, 'x')}`] },
  { name: 'what a registrar is to know', method: 'REGISTER', more: [`Require: ${many(500, 'x')}`] },
  { name: 'no more hops', method: 'INVITE', more: ['Max-Forwards: 0'] },
  { name: 'a wrong secret to register', method: 'REGISTER', more: [`Authorization: ${GUESS}`] },
  { name: 'a wrong secret of a name like ours', method: 'REGISTER', more: [`Authorization: ${GOOD_NAME}`] },
  { name: 'a wrong secret to call', method: 'INVITE', more: [`Proxy-Authorization: ${GUESS}`] },
  { name: 'many Vias', method: 'OPTIONS', more: [`v:${many(300, 'SIP/2.0/UDP a')}`] },
  {
    name: 'many Vias in what cannot be read',
    method: 'OPTIONS',
    more: [`v:${many(300, 'SIP/2.0/UDP a')}`, '?'],
  },
  { name: 'many Record-Routes', method: 'OPTIONS', more: [`Record-Route: ${many(300, '<sip:a>')}`] },
  { name: 'many Record-Routes to a call', method: 'INVITE', more: [`Record-Route: ${many(300, '<sip:a>')}`] },
];

/** The shortest that we take for one. */
function shortest({ method, more = [], without, version = 'SIP/2.0' }: Asked): Uint8Array {
  const lines = ['v:SIP/2.0/UDP a;rport;branch=z9hG4bK1', 'f:<sip:a@b>;tag=1', 't:<sip:b@c>', 'i:1'];
  const kept = without === undefined ? lines : lines.filter((line) => !line.startsWith(without));
  return wire([`${method} sip:b@c ${version}`, ...kept, `CSeq:1 ${method}`, 'm:<sip:a>', ...more]);
}

onEmbedded('what comes from an address that proved nothing', (database) => {
  async function house() {
    const office = await openPbxOffice(database());
    await office.desk('8001');
    await office.start();
    const { engine, network } = office;
    const flow = network.flow(SERVER, VICTIM);
    const answers: Uint8Array[] = [];
    network.onSent = (to, bytes) => void (to === VICTIM && answers.push(bytes));
    /** What the victim gets until nothing more comes of it. */
    const ask = async (bytes: Uint8Array): Promise<Uint8Array[]> => {
      answers.length = 0;
      engine.receive(flow, bytes, network.nowMs);
      // Nothing that is asked here waits for more than the database.
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      network.run(network.nowMs + ALL_MS);
      return [...answers];
    };
    return { ...office, ask };
  }

  it('is answered once at the most, and never with much more than it asked', async () => {
    const { ask } = await house();
    for (const asked of ASKED) {
      const bytes = shortest(asked);
      const answers = await ask(bytes);
      const added = answers.reduce((sum, { length }) => sum + length, 0) - bytes.length;
      expect.soft(answers.length, asked.name).toBeLessThanOrEqual(1);
      expect.soft(added, asked.name).toBeLessThanOrEqual(ADDED_MAX_BYTES);
    }
  });
});
