import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

const MAC = '001565aabbcc';

describe('somebody who goes through the MACs of phones', () => {
  let perch: PerchProcess;
  let phones: SimPhones;
  let desk: DeskView;

  beforeAll(async () => {
    perch = await startPerch();
    phones = await simPhones(perch.sipPort);
    const made = { displayName: 'Window 3', extension: '8001', mac: MAC, vendor: 'yealink' };
    desk = (await perch.api('POST', '/desks', { ...made, provisioning: 'link', network: 'lan' }))
      .body as DeskView;
  });
  afterAll(async () => {
    await phones.stop();
    await perch[Symbol.asyncDispose]();
  });

  const ask = (path: string) => fetch(`${perch.url}${path}`);

  async function until<T>(read: () => Promise<T>, isSo: (found: T) => boolean): Promise<T> {
    for (;;) {
      const found = await read();
      if (isSo(found)) return found;
      await sleep(50);
    }
  }

  it('hears the same of a phone that is known and of one that is not', async () => {
    const [known, unknown] = await Promise.all([ask(`/${MAC}.cfg`), ask('/001565000000.cfg')]);
    expect([known.status, unknown.status]).toEqual([404, 404]);
    const headers = (answer: Response) => [...answer.headers].filter(([name]) => name !== 'date');
    expect(headers(known)).toEqual(headers(unknown));
    expect(await known.text()).toBe(await unknown.text());
  });

  it('does not hide that a real phone was told this server only', async () => {
    const page = await until(
      () => perch.api('GET', `/phones/${MAC}`),
      ({ body }) => JSON.stringify(body).includes('noToken'),
    );
    expect(page.status).toBe(200);
  });

  it('is held up, counted, and named in the audit log and the log', async () => {
    for (let nth = 16; nth < 48; nth += 1) await ask(`/cfg000b82aaaa${nth.toString(16)}.xml`);
    const late = await ask('/snomD785-00041312AB34.htm');
    expect([late.status, late.headers.get('retry-after')]).toEqual([429, '60']);
    await until(
      () => perch.api('GET', '/audit?limit=5'),
      ({ body }) => JSON.stringify(body).includes('provisioning.scanned'),
    );
    expect(perch.output()).toContain('a source goes through the MACs of phones and is held up');
    const metrics = await (await ask('/metrics')).text();
    expect(metrics).toContain('perch_provisioning_strangers_total{what="mac_scan"} 1');
    expect(metrics).toMatch(/perch_provisioning_requests_total\{status="404"\} \d+/);
  });

  it('holds up no phone that has its right address, though it asks from the same place', async () => {
    const phone = await phones.make(MAC);
    await phone.setUrl(desk.provisioningUrl);
    await phone.until(({ registeredAs }) => registeredAs === '8001');
    expect((await ask(`/p/${'a'.repeat(32)}/${MAC}.cfg`)).status).toBe(429);
  });
});
