import { connect, createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createHttps, type HttpsRequest } from '#server/rps/https.ts';
import { type Fault, type StandIn, startStandIn } from '../../fakes/rps/stand-in.ts';
import { freePort } from '../../support/free-port.ts';

const open: { close(): void }[] = [];
afterEach(() => {
  for (const client of open.splice(0)) client.close();
});

function clientOf(service: Pick<StandIn, 'ca'>) {
  const client = createHttps({ timeoutMs: 300, ca: service.ca });
  open.push(client);
  return client;
}

const ask = (url: string, isWrite: boolean): HttpsRequest => ({
  ...{ method: isWrite ? 'POST' : 'GET', url: new URL(url), headers: {}, isWrite },
  ...(isWrite ? { body: '{"mac":"001565aabbcc"}' } : {}),
});

test('an answer comes whole, whatever its status, and the request as it was meant', async () => {
  await using service = await startStandIn(() => ({ status: 418, headers: { 'x-why': 'tea' }, body: 'ü' }));
  const answer = await clientOf(service).send(ask(`${service.url}/a%2Fb?x=1`, true));
  expect(answer).toMatchObject({ ok: true, value: { status: 418, text: 'ü', headers: { 'x-why': 'tea' } } });
  expect(service.asked).toMatchObject([
    {
      method: 'POST',
      path: '/a%2Fb?x=1',
      body: '{"mac":"001565aabbcc"}',
      headers: { 'content-length': '22' },
    },
  ]);
});

const faults: [fault: Fault, question: string][] = [
  ['timeout', 'unreachable'],
  ['timeout-after-accept', 'unreachable'],
  ['truncated', 'bad_response'],
  ['oversized', 'bad_response'],
  ['redirect', 'bad_response'],
];
test.each(faults)('%s: a question may be asked again (%s), a write is in doubt', async (fault, question) => {
  await using service = await startStandIn(() => ({ status: 200, body: 'a long enough answer' }));
  service.plan(fault, { times: 2 });
  const { send } = clientOf(service);
  expect(await send(ask(service.url, false))).toMatchObject({ ok: false, error: { code: question } });
  expect(await send(ask(service.url, true))).toMatchObject({ ok: false, error: { code: 'uncertain_write' } });
  expect(service.asked).toHaveLength(2);
});

test('a write that never left is not in doubt: nobody listens, or a stranger does', async () => {
  await using service = await startStandIn(() => ({ status: 200 }));
  const nobody = `https://127.0.0.1:${await freePort()}`;
  expect(await clientOf(service).send(ask(nobody, true))).toMatchObject({ error: { code: 'unreachable' } });
  const distrustful = createHttps({ timeoutMs: 300 });
  open.push(distrustful);
  expect(await distrustful.send(ask(service.url, true))).toMatchObject({ error: { code: 'unreachable' } });
  expect(service.asked).toHaveLength(0);
});

test('a service that takes the connection and says nothing is given up, and nothing has left', async () => {
  const mute = createServer();
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const { port } = mute.address() as { port: number };
  const answer = await clientOf({ ca: '' }).send(ask(`https://127.0.0.1:${port}`, true));
  expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  mute.close();
});

test('plain HTTP is not spoken', async () => {
  const port = await freePort();
  const heard: string[] = [];
  const plain = createServer((socket) => socket.on('data', (data) => heard.push(String(data))));
  await new Promise<void>((resolve) => plain.listen(port, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => connect(port, '127.0.0.1', resolve).end().once('close', resolve));
  const answer = await clientOf({ ca: '' }).send(ask(`http://127.0.0.1:${port}`, true));
  expect(answer).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  expect(heard).toEqual([]);
  plain.close();
});
