import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '#db/client.ts';
import { desks, rpsEntries, tenants } from '#db/schema/index.ts';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { startYmcs, type YmcsStandIn } from '../fakes/rps/yealink-ymcs.ts';
import { onError } from '../support/embedded-database.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { loopbackCertificateFiles } from '../support/test-certificate.ts';

const COUNT = 10_000;
const AT_ONCE = 500;
/** So fast as the service answers: what the pace does is another test's. */
const CALLS_PER_MINUTE = 60_000;
const ACCOUNT = { accessKeyId: 'key-id', accessKeySecret: 'key-secret', region: 'eu' };

/** None like another: the service's search is fuzzy. */
const macOf = (number: number): string => `805ec0${(number * 256).toString(16).padStart(6, '0')}`;
const letters = (number: number): string =>
  String(number)
    .padStart(19, '0')
    .replace(/\d/g, (digit) => 'abcdefghjk'.charAt(Number(digit)));

let service: YmcsStandIn;
let perch: PerchProcess;

beforeAll(async () => {
  service = await startYmcs();
  const first = await startPerch({
    env: {
      RPS_ENDPOINTS: JSON.stringify({ 'yealink-ymcs': service.url }),
      NODE_EXTRA_CA_CERTS: loopbackCertificateFiles.certFile,
      LOG_LEVEL: 'warn',
    },
  });
  await first.end();
  await furnish(first.dataFolder);
  perch = await first.startAgain();
});
afterAll(async () => {
  await perch[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

/** So many desks as were saved before there was an account: as rows, by the API it would take minutes. */
async function furnish(dataFolder: string): Promise<void> {
  const database = await openDatabase({ url: undefined, dataFolder, onError });
  const [tenant] = await database.db.select({ id: tenants.id }).from(tenants);
  const tenantId = tenant?.id ?? '';
  const at = new Date();
  for (let first = 0; first < COUNT; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, index) => first + index);
    await database.db.insert(desks).values(
      numbers.map((number) => ({
        ...{ id: `d${letters(number)}`, tenantId, displayName: `Desk ${number}`, extension: `8${number}` },
        ...{ mac: macOf(number), vendor: 'yealink', serial: `SN${number}` },
        ...{ provisioning: 'rps' as const, network: 'sbc' as const },
        ...{ labelToken: `l${letters(number)}`, configToken: `c${letters(number)}` },
        ...{ versionAt: at, createdAt: at, updatedAt: at },
      })),
    );
    await database.db.insert(rpsEntries).values(
      numbers.map((number) => ({
        ...{ tenantId, mac: macOf(number), vendor: 'yealink', label: `Desk ${number}`, provider: 'manual' },
        ...{ wanted: 'assigned' as const, state: 'manual' as const, stateAt: at },
      })),
    );
  }
  await database.close();
}

async function stateOf(number: number): Promise<string | undefined> {
  const { body } = await perch.api('GET', `/desks/d${letters(number)}`);
  return (body as DeskView).rps?.state;
}

async function untilSaved(count: number): Promise<void> {
  while (service.ours.size < count) await sleep(50);
}

it('ten thousand desks are saved, one after the other, and a kill -9 in the middle neither loses nor repeats one', async () => {
  expect(
    (await perch.api('PUT', '/rps/accounts/yealink-ymcs', { ...ACCOUNT, callsPerMinute: CALLS_PER_MINUTE }))
      .status,
  ).toBe(200);
  await untilSaved(COUNT / 4);
  // Whoever looks meanwhile sees how far it is.
  const numbers = Array.from({ length: COUNT }, (_, number) => number);
  const isThere = (number: number): boolean => service.ours.has(macOf(number));
  const [saved, waiting] = [numbers.find(isThere) ?? 0, numbers.findLast((number) => !isThere(number)) ?? 0];
  expect(await Promise.all([saved, waiting].map(stateOf))).toEqual(['assigned', 'pending']);
  await perch.end('SIGKILL');
  perch = await perch.startAgain();
  await untilSaved(COUNT);
  for (const number of [0, COUNT / 4, COUNT - 1])
    while ((await stateOf(number)) !== 'assigned') await sleep(50);
  const added = service.asked.filter(({ method, path }) => method === 'POST' && path === '/v2/rps/devices');
  const perPhone = Map.groupBy(added, ({ body }) => String((JSON.parse(body) as { mac: string }).mac));
  expect([...perPhone.values()].filter(({ length }) => length !== 1)).toEqual([]);
  expect(perPhone.size).toBe(COUNT);
}, 900_000);
