import { expect, test } from 'vitest';
import { createHttps } from '#server/rps/https.ts';
import { encodeCall, type XmlRpcParameter } from '#server/rps/xml-rpc/encode-call.ts';
import { FANVIL_ACCOUNT, startFanvil } from '../../../fakes/rps/fanvil.ts';
import { PANASONIC_ACCOUNT, startPanasonic } from '../../../fakes/rps/panasonic.ts';
import { SNOM_ACCOUNT, startSnomXmlrpc } from '../../../fakes/rps/snom-xmlrpc.ts';
import type { XmlRpcStandIn } from '../../../fakes/rps/xml-rpc-server.ts';
import { startYealinkXmlrpc, YEALINK_ACCOUNT } from '../../../fakes/rps/yealink-xmlrpc.ts';

type Sent = {
  path: string;
  account: { username: string; password: string };
  contentType?: string;
  call?: [method: string, ...parameters: XmlRpcParameter[]];
  body?: string;
};

async function send(service: XmlRpcStandIn, { path, account, contentType, call, body }: Sent) {
  const https = createHttps({ ca: service.ca });
  const [method = 'm', ...parameters] = call ?? [];
  const answer = await https.send({
    method: 'POST',
    url: new URL(path, service.url),
    headers: {
      'content-type': contentType ?? 'text/xml',
      authorization: `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`,
    },
    body: body ?? encodeCall(`redirect.${method}`, parameters),
    isWrite: false,
  });
  https.close();
  return answer.ok ? `${answer.value.status} ${answer.value.text}` : '';
}

test('Snom’s wants the slash, text/xml and a call that is one', async () => {
  await using service = await startSnomXmlrpc();
  const good: Sent = { path: '/xmlrpc/', account: SNOM_ACCOUNT, call: ['checkPhone', '000413AABBCC'] };
  expect(await send(service, good)).toMatch(/^200 .*Error:no_such_mac/);
  expect(service.complaints).toEqual([]);
  expect(await send(service, { ...good, path: '/xmlrpc' })).toMatch(/^404/);
  expect(await send(service, { ...good, contentType: 'application/json' })).toMatch(/^415/);
  expect(await send(service, { ...good, body: '<methodCall/>' })).toMatch(/^400/);
  expect(await send(service, { ...good, call: ['checkPhone'] })).toMatch(/^200 .*<fault>/);
  expect(await send(service, { ...good, call: ['checkPhone', '413AABBCC'] })).toMatch(/malformed_mac/);
  expect(service.complaints).toHaveLength(4);
});

test('Snom’s lists the phones of the account', async () => {
  await using service = await startSnomXmlrpc();
  service.ours.set('000413aabbcc', 'https://phones.example/');
  const listing: Sent = { path: '/xmlrpc/', account: SNOM_ACCOUNT, call: ['listPhones', 'all', null] };
  expect(await send(service, listing)).toContain('<string>000413AABBCC</string>');
});

test('Fanvil’s refuses the plain password, and a group that is not as it should be', async () => {
  await using service = await startFanvil();
  const account = { username: 'office', password: 'd7fe7a84e8373b67aec2832ca6f9d477' };
  const good: Sent = { path: '/xmlrpc.php', account, call: ['listDevices'] };
  expect(await send(service, good)).toMatch(/^200/);
  expect(await send(service, { ...good, account: FANVIL_ACCOUNT })).toMatch(/^401/);
  const group = (file: string, ...more: string[]): Sent => ({
    ...good,
    call: [
      'addMaterialServer',
      [
        ...['cfgName=A', 'cfgPfMode=1', 'cfgDhcpOpt=false', 'cfgPnpEnable=false'],
        ...['cfgPfSrv=phones.example', `cfgPfName=${file}`, 'cfgPfProt=5', ...more],
      ],
    ],
  });
  expect(await send(service, group('/p/a.cfg'))).toContain('url_format_error');
  expect(await send(service, group('p/a.cfg?x'))).toContain('url_format_error');
  expect(await send(service, group('p/a.cfg', 'cfgOther=1'))).toContain('<fault>');
  expect(await send(service, group('p/a.cfg'))).toContain('OK');
  expect(await send(service, group('p/a.cfg'))).toContain('server_had_existed');
  const register = (name: string): Sent => ({ ...good, call: ['registerDevice', '0C383EAABBCC', name] });
  expect(await send(service, register('B'))).toContain('server_not_exist');
  expect(await send(service, register('A'))).toContain('OK');
  expect(await send(service, { ...good, call: ['deleteServer', 'A'] })).toContain('server_has_device');
});

test('Panasonic’s has its own path and methods, wants a MAC in capitals, and no other’s phone', async () => {
  await using service = await startPanasonic();
  service.foreign.add('0080f0aabbcc');
  const good: Sent = { path: '/redirect/xmlrpc', account: PANASONIC_ACCOUNT };
  const call = (method: string, ...parameters: string[]): Sent => ({
    ...good,
    body: encodeCall(`ipredirect.${method}`, parameters),
  });
  const code = async (sent: Sent) => /<int>(-?\d+)<\/int>/.exec(await send(service, sent))?.[1];
  expect(await code(call('checkPhones', '0080F0AABBCC'))).toBe('202');
  expect(await code(call('checkPhones', '0080f0aabbcc'))).toBe('200');
  expect(await code(call('registerPhone', '0080F0AABBCC', 'https://phones.example/a.cfg'))).toBe('202');
  expect(await code(call('registerPhone', '0080F0000001', 'https://phones.example'))).toBe('100');
  expect(await code(call('unregisterPhone', '0080F0000001'))).toBe('201');
  expect(await code(call('getPhone', '0080F0AABBCC'))).toBe('203');
  expect(service.complaints).toEqual([]);
  expect(await send(service, { ...good, path: '/redirect/xmlrpc/' })).toMatch(/^404/);
  expect(await code({ ...good, call: ['checkPhones', '0080F0AABBCC'] })).toBe('-32601');
  expect(service.complaints).toHaveLength(2);
});

test('Yealink’s tells who overrides what is not theirs', async () => {
  await using service = await startYealinkXmlrpc();
  service.servers.set('A', 'https://phones.example/');
  service.foreign.add('001565aabbcc');
  const call: Sent['call'] = [
    'registerDeviceWithUniqueUrl',
    '00-15-65-AA-BB-CC',
    'A',
    'https://a.example/',
    '1',
  ];
  expect(await send(service, { path: '/xmlrpc', account: YEALINK_ACCOUNT, call })).toContain('Error:');
  expect(service.complaints).toEqual(['override of 001565aabbcc']);
});
