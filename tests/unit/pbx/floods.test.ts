import { expect, it } from 'vitest';
import type { LogFields } from '#server/ports/log.ts';
import { silentLog } from '#server/ports/log.ts';
import { onEmbedded } from '#tests/support/databases.ts';
import { openPbxOffice, SERVER } from '#tests/support/pbx-office.ts';
import { bytesOf, wire } from '#tests/support/sip-engine.ts';

const NAT = '203.0.113.7';
const FLOOD = 6_000;

onEmbedded('a source that floods', (database) => {
  async function house() {
    const warnings: LogFields[] = [];
    const log = { ...silentLog, warn: (_: string, fields?: LogFields) => void warnings.push(fields ?? {}) };
    const office = await openPbxOffice(database(), { log });
    const desk = await office.desk('8001');
    await office.start();
    const { engine, network } = office;
    let serial = 0;
    /** A request out of the blue, from a port behind the address. */
    const fire = (
      method: string,
      { more = [] as string[], port = 40_000, transport = 'udp' as const } = {},
    ) => {
      serial += 1;
      const id = `udp ${SERVER}:5060 ${NAT}:${port}`;
      const flow = { id, transport, local: { address: SERVER, port: 5_060 }, remote: { address: NAT, port } };
      const lines = [
        `${method} sip:8001@${SERVER} SIP/2.0`,
        `Via: SIP/2.0/UDP ${NAT}:${port};rport;branch=z9hG4bK${serial}`,
        `From: <sip:8001@${SERVER}>;tag=${serial}`,
        ...(more.some((line) => line.startsWith('To:')) ? [] : [`To: <sip:8001@${SERVER}>`]),
        ...[`Call-ID: ${serial}`, `CSeq: 1 ${method}`],
        ...[`Contact: <sip:8001@${NAT}>`, ...more],
      ];
      engine.receive(flow, wire(lines), network.nowMs);
    };
    const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
    return { ...office, desk, fire, warnings, settled };
  }

  it.each(['REGISTER', 'INVITE', 'OPTIONS', 'SUBSCRIBE', 'MESSAGE'])(
    'of %s without proof is answered as long as a house of phones might be, then not',
    async (method) => {
      const { fire, engine, network, turnedAway, warnings, settled } = await house();
      for (let i = 0; i < FLOOD; i += 1) fire(method);
      await settled();
      expect(network.sentCount).toBe(4_000);
      // Nothing is kept of who proved nothing.
      expect(engine.transactionCount).toBe(0);
      expect(turnedAway).toHaveLength(FLOOD - 4_000);
      expect(warnings).toEqual([{ source: NAT }]);
    },
  );

  it.each([
    { method: 'OPTIONS', more: [] },
    { method: 'BYE', more: ['To: <sip:x@y>;tag=1'] },
    { method: 'INVITE', more: ['To: <sip:x@y>;tag=1'] },
    { method: 'REGISTER', more: ['Require: nonsense'] },
  ])('of $method $more is not let in by credentials that nobody looks at', async ({ method, more }) => {
    const { fire, engine, turnedAway, settled } = await house();
    for (let i = 0; i < FLOOD; i += 1)
      fire(method, { more: ['Authorization: Digest username="x"', ...more] });
    await settled();
    expect([engine.transactionCount, turnedAway.length]).toEqual([0, FLOOD - 4_000]);
  });

  it('of what cannot be read is answered no more either', async () => {
    const { engine, network, turnedAway } = await house();
    const flow = network.flow(SERVER, NAT);
    const before = network.sentCount;
    for (let i = 0; i < FLOOD; i += 1)
      engine.receive(flow, bytesOf('INVITE sip:x SIP/9.0\r\nVia: x\r\n\r\n'), network.nowMs);
    expect([network.sentCount - before, turnedAway.length]).toEqual([4_000, FLOOD - 4_000]);
  });

  const GUESS = 'Authorization: Digest username="x", realm="perch", nonce="n", uri="sip:x", response="0"';

  it('of wrong secrets is answered fifty times, then banned, which is told, and leaves nothing', async () => {
    const { fire, engine, network, turnedAway, bansMs, warnings, settled } = await house();
    const before = network.sentCount;
    for (let i = 0; i < 1_000; i += 1) fire('REGISTER', { more: [GUESS] });
    await settled();
    expect([network.sentCount - before, engine.transactionCount]).toEqual([50, 0]);
    expect(turnedAway).toEqual(['wrong_secret', ...Array.from({ length: 949 }, () => 'banned')]);
    expect([bansMs.length, warnings]).toEqual([1, [{ source: NAT, seconds: 60 }]]);
  });

  it('of wrong secrets gets nothing more by that way, and when the ban is over a longer one', async () => {
    const { fire, network, bansMs, turnedAway, warnings, settled } = await house();
    for (const seconds of [60, 120, 240]) {
      for (let i = 0; i < 60; i += 1) fire('REGISTER', { more: [GUESS] });
      await settled();
      turnedAway.length = 0;
      fire('OPTIONS');
      expect(turnedAway).toEqual(['banned']);
      expect(warnings.at(-1)).toEqual({ source: NAT, seconds });
      network.run(network.nowMs + seconds * 1_000);
      fire('OPTIONS');
      expect(turnedAway).toEqual(['banned']);
    }
    expect(bansMs).toHaveLength(3);
  });

  it('of wrong secrets locks out no phone behind the same address, not even one that starts anew', async () => {
    const { fire, desk, phone, until, bansMs } = await house();
    for (let i = 0; i < 100; i += 1) fire('REGISTER', { more: [GUESS] });
    await until(() => bansMs.length === 1);
    const good = await phone(NAT, desk.id);
    const registered = good.send('REGISTER', '8001');
    await until(() => registered.statuses().includes(200));
    const call = good.send('INVITE', '999');
    await until(() => call.statuses().includes(404));
  });

  it('does not hold up phones elsewhere', async () => {
    const { fire, desk, phone, until } = await house();
    for (let i = 0; i < FLOOD; i += 1) fire('REGISTER');
    const elsewhere = await phone('192.0.2.11', desk.id);
    const registered = elsewhere.send('REGISTER', '8001');
    await until(() => registered.statuses().includes(200));
  });

  it('does not hold up a phone behind the same address that has proved itself, nor its calls', async () => {
    const { fire, desk, phone, until } = await house();
    const good = await phone(NAT, desk.id);
    const first = good.send('REGISTER', '8001', { callId: 'r' });
    await until(() => first.statuses().includes(200));
    for (let i = 0; i < FLOOD; i += 1) fire('REGISTER');
    for (let i = 0; i < 100; i += 1) fire('INVITE', { more: ['Proxy-Authorization: Digest x="y"'] });
    const next = good.send('REGISTER', '8001', { callId: 'r', cseq: 10 });
    await until(() => next.statuses().includes(200));
    const call = good.send('INVITE', '999');
    await until(() => call.statuses().includes(404));
  });

  it('is answered again when it has been quiet', async () => {
    const { fire, network, turnedAway } = await house();
    for (let i = 0; i < FLOOD; i += 1) fire('OPTIONS');
    network.run(network.nowMs + 60_000);
    turnedAway.length = 0;
    fire('OPTIONS');
    expect(turnedAway).toEqual([]);
  });
});
