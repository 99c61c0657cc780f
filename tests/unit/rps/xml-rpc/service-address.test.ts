import { expect, test } from 'vitest';
import { serviceAddress } from '#server/rps/xml-rpc/service-address.ts';

test.each<[standard: string, endpoint: string | undefined, address: string]>([
  ['https://maker.example:8083/xmlrpc/', undefined, 'https://maker.example:8083/xmlrpc/'],
  ['https://maker.example:8083/xmlrpc/', 'https://127.0.0.1:1234', 'https://127.0.0.1:1234/xmlrpc/'],
  ['https://maker.example/xmlrpc.php', 'https://mirror.example', 'https://mirror.example/xmlrpc.php'],
  ['https://maker.example/xmlrpc', 'https://mirror.example/fanvil', 'https://mirror.example/fanvil'],
  ['https://maker.example/xmlrpc', 'https://mirror.example/snom/', 'https://mirror.example/snom/'],
])('%s at %s is %s', (standard, endpoint, address) => {
  expect(serviceAddress(standard, endpoint).href).toBe(address);
});
