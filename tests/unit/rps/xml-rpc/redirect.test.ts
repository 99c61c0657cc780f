import { expect, test } from 'vitest';
import { createHttps } from '#server/rps/https.ts';
import { basicCredentials } from '#server/rps/xml-rpc/basic-credentials.ts';
import { errorKey, keyedRefusal, redirectMethods } from '#server/rps/xml-rpc/redirect.ts';
import { FakeClock } from '../../../fakes/fake-clock.ts';
import { startStandIn } from '../../../fakes/rps/stand-in.ts';
import { list, truth, typed, untyped } from '../../../fakes/rps/xml-rpc-server.ts';

const response = (value: string) =>
  `<methodResponse><params><param>${value}</param></params></methodResponse>`;
const fault =
  '<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>7</int></value></member></struct></value></fault></methodResponse>';

/** What a question and a write make of an answer. */
async function heard(status: number, body: string) {
  await using service = await startStandIn(() => ({ status, body }));
  const https = createHttps({ ca: service.ca });
  const { ask, tell } = redirectMethods({
    address: new URL(`${service.url}/xmlrpc`),
    credentials: { username: 'office', password: 'pw' },
    deps: { send: https.send, clock: new FakeClock() },
  });
  const both = { question: await ask('m', 'a'), write: await tell('m', 'a') };
  https.close();
  return both;
}

test.each<[what: string, body: string, answer: object]>([
  ['yes', response(list(truth(true), untyped('OK'))), { isDone: true, text: 'OK', values: ['OK'] }],
  ['no', response(list(truth(false), typed(' Error:a_b '))), { isDone: false, text: 'Error:a_b' }],
  [
    'yes, and more',
    response(list(truth(true), typed('a'), typed('b'))),
    { isDone: true, values: ['a', 'b'] },
  ],
  ['yes, and a list', response(list(truth(true), list(typed('a')))), { text: '', values: [['a']] }],
])('%s', async (...[, body, answer]) => {
  expect(await heard(200, body)).toMatchObject({
    question: { ok: true, value: answer },
    write: { value: answer },
  });
});

test.each<[what: string, body: string]>([
  ['nothing', ''],
  ['a value that is no list', response(typed('OK'))],
  ['a list without a boolean', response(list(typed('OK'), typed('OK')))],
  ['a boolean alone', response(list(truth(true)))],
  ['an empty list', response(list())],
])('%s is no answer: the question failed, the write is in doubt', async (...[, body]) => {
  expect(await heard(200, body)).toEqual({
    question: { ok: false, error: { code: 'bad_response' } },
    write: { ok: false, error: { code: 'uncertain_write' } },
  });
});

test.each([
  [200, fault, '7'],
  [404, 'Not Found', '404'],
])('%i %s refuses both, and its code is kept', async (status, body, vendorCode) => {
  const error = { ok: false, error: { code: 'bad_response', vendorCode } };
  expect(await heard(status, body)).toEqual({ question: error, write: error });
});

test.each<[text: string, key: string | undefined]>([
  ['Error:no_such_mac', 'no_such_mac'],
  ['Error: mac_format_error', 'mac_format_error'],
  ['Error:Invalid MAC(s):001565aabbcc', undefined],
  ['Error:https://phones.example/secret/', undefined],
  ['Error:abcdefghijkmnpqrstuvwxyz23456789', undefined],
  [`Error:a_${'b'.repeat(60)}`, undefined],
])('of %s only a short key is kept', (text, key) => {
  const answer = { isDone: false, text, values: [text] };
  expect(errorKey(answer)).toBe(key);
  expect(keyedRefusal(answer, new Map())).toEqual({
    code: 'bad_response',
    ...(key === undefined ? {} : { vendorCode: key }),
  });
});

test('credentials are a name without a colon and a password, and nothing else', () => {
  expect(basicCredentials.safeParse({ username: 'office', password: 'a: ö' }).success).toBe(true);
  for (const bad of [
    { username: 'a:b', password: 'pw' },
    { username: '', password: 'pw' },
    { username: 'office', password: '' },
    { username: 'office', password: 'a\nb' },
    { username: 'office' },
    { username: 'office', password: 'pw', region: 'eu' },
  ])
    expect(basicCredentials.safeParse(bad).success).toBe(false);
});
