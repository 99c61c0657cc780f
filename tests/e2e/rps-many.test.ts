import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { startYmcs, type YmcsStandIn } from '../fakes/rps/yealink-ymcs.ts';
import { openChromium, openPage, wide } from '../support/chromium.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';
import { loopbackCertificateFiles } from '../support/test-certificate.ts';

const missing = whyMissing('chromium');
const COUNT = 10_000;
/** So fast as the service answers: what the pace does is another test's. */
const CALLS_PER_MINUTE = 60_000;
const ACCOUNT = { accessKeyId: 'key-id', accessKeySecret: 'key-secret', region: 'eu' };

/** None like another: the service's search is fuzzy. */
const macOf = (number: number): string => `805ec0${(number * 256).toString(16).padStart(6, '0')}`;
const numbers = Array.from({ length: COUNT }, (_, number) => number);
const TABLE = [
  'displayName,extension,mac,serial',
  ...numbers.map((number) => `Desk ${number},${80_000 + number},${macOf(number)},SN${number}`),
].join('\r\n');

describe.skipIf(missing !== undefined)(`ten thousand desks ${missing ?? ''}`, () => {
  let service: YmcsStandIn;
  let perch: PerchProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    service = await startYmcs();
    perch = await startPerch({
      env: {
        RPS_ENDPOINTS: JSON.stringify({ 'yealink-ymcs': service.url }),
        NODE_EXTRA_CA_CERTS: loopbackCertificateFiles.certFile,
        LOG_LEVEL: 'warn',
        ...ownerEnv,
      },
    });
    const pace = { callsPerMinute: CALLS_PER_MINUTE };
    const set = await perch.api('PUT', '/rps/accounts/yealink-ymcs', { ...ACCOUNT, ...pace });
    expect(set.status).toBe(200);
    browser = await openChromium();
    ({ page } = await openPage(browser, wide));
    await signInToPortal(page, perch);
  });
  afterAll(async () => {
    await browser?.close();
    await perch?.[Symbol.asyncDispose]();
    await service?.[Symbol.asyncDispose]();
  });

  async function importTable(): Promise<{ created: number; existing: number }> {
    const answer = await fetch(`${perch.url}/api/v1/desks/import?provisioning=rps&network=sbc`, {
      method: 'POST',
      headers: { authorization: `Bearer ${perch.apiToken}`, 'content-type': 'text/csv' },
      body: TABLE,
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as { created: number; existing: number };
  }

  async function deskOf(number: number): Promise<DeskView | undefined> {
    const { body } = await perch.api('GET', `/desks?search=${macOf(number)}`);
    return (body as { items: DeskView[] }).items[0];
  }

  async function untilSaved(count: number): Promise<void> {
    while (service.ours.size < count) await sleep(50);
  }

  /** Somebody changes a desk, and whoever looks at the board sees it. */
  async function seeChange(number: number, displayName: string): Promise<void> {
    const desk = await deskOf(number);
    await perch.api('PATCH', `/desks/${desk?.id}`, { displayName });
    await page.getByRole('link', { name: displayName, exact: true }).waitFor();
  }

  it('come from one table and are saved, through a kill -9, each once; the board stays live all the time', async () => {
    await page.goto(`${perch.url}/admin/advanced-services/hot-desking`);
    const imported = importTable();
    await page.getByRole('link', { name: 'Desk 99', exact: true }).waitFor({ timeout: 60_000 });
    await seeChange(3, 'Renamed while others are made');
    expect(await imported).toMatchObject({ created: COUNT, existing: 0 });
    await untilSaved(COUNT / 4);
    await seeChange(4, 'Renamed while others are saved');
    expect(
      (await deskOf(numbers.findLast((number) => !service.ours.has(macOf(number))) ?? 0))?.rps?.state,
    ).toBe('pending');
    await perch.end('SIGKILL');
    perch = await perch.startAgain();
    await seeChange(5, 'Renamed after a fall');
    expect(await importTable()).toMatchObject({ created: 0, existing: COUNT });
    await untilSaved(COUNT);
    for (const number of [0, COUNT / 4, COUNT - 1])
      while ((await deskOf(number))?.rps?.state !== 'assigned') await sleep(50);
    const added = service.asked.filter(({ method, path }) => method === 'POST' && path === '/v2/rps/devices');
    const perPhone = Map.groupBy(added, ({ body }) => String((JSON.parse(body) as { mac: string }).mac));
    expect([...perPhone.values()].filter(({ length }) => length !== 1)).toEqual([]);
    expect(perPhone.size).toBe(COUNT);
  }, 900_000);
});
