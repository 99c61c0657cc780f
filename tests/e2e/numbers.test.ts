import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#db/client.ts';
import { tenants } from '#db/schema/index.ts';
import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { noteEmergencyCall, noteEmergencyOutcome } from '#server/hotdesk/note-emergency-call.ts';
import { systemClock } from '#server/ports/clock.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { mobile, openChromium, openPage, wide } from '../support/chromium.ts';
import { freePort } from '../support/free-port.ts';
import { barriers, overflow, smallTargets } from '../support/look-over.ts';
import { openOffice } from '../support/office.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { ownerEnv, signInToPortal } from '../support/portal.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { startSmtpServer } from '../support/smtp-server.ts';

const missing = whyMissing('chromium') ?? whyMissing('postgresql');

/** Where numbers lead, by the portal. Emergency calls are noted by another process on the same database. */
describe.skipIf(missing !== undefined)(`numbers in the portal ${missing ?? ''}`, () => {
  let postgres: PostgresServer;
  let smtp: Awaited<ReturnType<typeof startSmtpServer>>;
  let perch: PerchProcess;
  let database: Database;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let deskId: string;

  beforeAll(async () => {
    postgres = await startPostgres();
    smtp = await startSmtpServer();
    const url = await postgres.createDatabase();
    perch = await startPerch({ env: { ...ownerEnv, DATABASE_URL: url, SMTP_URL: smtp.url } });
    database = await openDatabase({ url, dataFolder: '', onError: () => {} });
    const shared = { mac: '001565000001', vendor: 'yealink', provisioning: 'link', network: 'lan' };
    const desk = { displayName: 'Window 3', extension: '8001', site: 'St. Pauli', floor: '2', ...shared };
    deskId = ((await perch.api('POST', '/desks', desk)).body as { id: string }).id;
    await perch.api('POST', '/users', {
      extension: '101',
      name: 'Ida Brandt',
      pin: '4821',
      hotDesking: true,
    });
    browser = await openChromium();
    ({ page, complaints } = await openPage(browser, wide));
    await signInToPortal(page, perch);
  });
  afterAll(async () => {
    await browser?.close();
    await database?.close();
    await perch?.[Symbol.asyncDispose]();
    await smtp?.stop();
    await postgres?.stop();
  });

  /** What the SIP side does when somebody calls for help. */
  async function callForHelp(): Promise<{ settle: () => Promise<void> }> {
    const [tenant] = await database.db.select({ id: tenants.id }).from(tenants);
    const { ctx: office } = await openOffice(database);
    const ctx: HotdeskContext = { ...office, clock: systemClock, tenantId: tenant?.id as never };
    const input = { deskId, number: '112', isTest: false, outcome: 'calling' } as const;
    const { emergencyCallId } = await noteEmergencyCall({ ctx, input });
    const outcome = { emergencyCallId, outcome: 'routed', gateway: 'Trunk Berlin' } as const;
    return { settle: () => noteEmergencyOutcome({ ctx, input: outcome }) };
  }

  const inMain = () => page.locator('main');

  it('says on every page and in the check-list that calls for help lead nowhere, until they do', async () => {
    await page.getByText('Emergency calls from desks lead nowhere.').waitFor();
    await page.getByText('They lead nowhere.').waitFor();
    await page.getByRole('link', { name: 'Set an emergency route' }).click();
    await page.getByText('There is no gateway yet.').waitFor();
  });

  it('adds a gateway, and says beside its field what cannot be', async () => {
    await inMain().getByRole('link', { name: 'Add a gateway' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Trunk Berlin');
    await page.getByLabel('Host').fill('sip.example.net');
    await page.getByLabel(/^Further addresses/).fill('192.0.2.0/24\n\n not a network!');
    await page.getByRole('switch', { name: 'Perch registers there' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('not a network!: This is no IP address, network or host name.').waitFor();
    await page.getByLabel(/^Further addresses/).fill('192.0.2.0/24');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('To register there, Perch needs the user name.').waitFor();
    await page.getByLabel(/^User name/).fill('4930100');
    await page.getByLabel(/^Secret/).fill('s3cret');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Trunk Berlin' }).waitFor();
    await page.getByText('It is set.').waitFor();
    expect(await page.content()).not.toContain('s3cret');
  });

  it('keeps a secret that is not changed, and takes it away when that is wanted', async () => {
    const hasSecret = async () => {
      const { items } = (await perch.api('GET', '/gateways')).body as { items: { hasSecret: boolean }[] };
      return items[0]?.hasSecret;
    };
    await page.getByLabel('Port (optional)').fill('5070');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /sip\.example\.net:5070/ }).waitFor();
    expect(await hasSecret()).toBe(true);
    await page.getByRole('link', { name: 'Trunk Berlin' }).click();
    await page.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('It will be removed when you save.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Trunk Berlin/ }).waitFor();
    expect(await hasSecret()).toBe(false);
  });

  it('shows how a gateway does as it changes, and why', async () => {
    const { items } = (await perch.api('GET', '/gateways')).body as { items: { id: string }[] };
    const change = (patch: object) => perch.api('PATCH', `/gateways/${items[0]?.id}`, patch);
    await change({ host: '127.0.0.1', port: await freePort(), transport: 'tcp' });
    await page.getByRole('row', { name: /Trunk Berlin.*No connection: .*ECONNREFUSED/ }).waitFor();
    await change({ host: 'sip.example.net', port: 5_070, transport: 'udp' });
    await page.getByRole('row', { name: /sip\.example\.net:5070/ }).waitFor();
  });

  it('makes a route to it, and tells what is in the way of something else beside its field', async () => {
    await page.getByRole('link', { name: 'Dial plan' }).first().click();
    const form = page.getByRole('form', { name: 'Dial plan' });
    await form.getByLabel('Log in', { exact: true }).fill('10');
    await form.getByRole('button', { name: 'Add route' }).click();
    await form.getByLabel('Numbers that begin with').fill('0');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('A route needs a gateway.').waitFor();
    await form.getByRole('button', { name: 'Trunk Berlin', exact: true }).click();
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Extension 101 is somebody’s and could not be called any more.').waitFor();
    expect(await form.getByLabel('Log in', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('Log in', { exact: true }).fill('*70');
    await form.getByLabel('Digits from').fill('3');
    await form.getByLabel('Take off').fill('1');
    await form.getByLabel('Then put in front').fill('+49');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').first().waitFor();
  });

  it('takes hundreds of numbers at once, and shows the one of them that cannot be', async () => {
    const form = page.getByRole('form', { name: 'Dial plan' });
    await form.getByRole('button', { name: 'Paste lines' }).click();
    const lines = Array.from({ length: 300 }, (_, index) => `+49 30 1000-${100 + index}\t${101 + index}`);
    await page.getByRole('textbox', { name: 'Lines' }).fill(['Number\tExtension', ...lines].join('\n'));
    await page.getByText('One line is not understood: Number').waitFor();
    await page.getByRole('button', { name: 'Take them' }).click();
    await form.getByText('25 of 300 shown').waitFor();
    await form.getByRole('searchbox', { name: 'Search numbers' }).fill('1000-350');
    const wanted = form.getByLabel('Extension of +49301000350');
    await wanted.fill('nobody');
    await form.getByRole('searchbox', { name: 'Search numbers' }).fill('');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('An extension has 2 to 10 digits.').waitFor();
    await wanted.fill('351');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('An extension has 2 to 10 digits.').waitFor({ state: 'detached' });
    await expect
      .poll(async () => {
        const plan = (await perch.api('GET', '/dial-plan')).body as { inboundNumbers: unknown[] };
        return plan.inboundNumbers.length;
      })
      .toBe(300);
  });

  it('explains where a number goes, by which rules, and who may call it', async () => {
    await page.getByLabel('Number, as it is dialled').fill('030 1234567');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('0301234567 goes outside as +49301234567 by Trunk Berlin.').waitFor();
    await page.getByText('Does an outbound route fit? Yes.').waitFor();
    await page.getByText('may not call it').waitFor();
    await page.getByLabel('Number, as it is dialled').fill('112');
    await page.getByLabel('From the desk').selectOption('Window 3');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText('leads nowhere: there is no emergency route').waitFor();
    await page.getByText('From Window 3, St. Pauli, floor 2, without a number to call back.').waitFor();
  });

  it('sets the emergency route, the place of a site, and whom to tell', async () => {
    await page.getByRole('link', { name: 'Emergency', exact: true }).first().click();
    await inMain().getByRole('button', { name: 'Trunk Berlin', exact: true }).click();
    await page.getByLabel('Emergency numbers').fill('112\n110\n101');
    await page.getByLabel(/^E-mail addresses/).fill('porter@example.org');
    const site = page.getByRole('group', { name: 'St. Pauli' });
    await site.getByLabel('Number to call back').fill('+49 40 100');
    await site.getByLabel('Street').fill('Am Kai');
    await page.getByRole('button', { name: 'Save' }).click();
    await site.getByText('This must not be empty.').waitFor();
    await site.getByLabel('City').fill('Hamburg');
    await site.getByLabel('Country').fill('de');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Extension 101 is somebody’s and could not be called any more.').waitFor();
    await page.getByLabel('Emergency numbers').fill('112\n110');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Emergency calls from desks lead nowhere.').waitFor({ state: 'detached' });
    const { sites } = (await perch.api('GET', '/emergency')).body as { sites: unknown };
    expect(sites).toEqual({
      'St. Pauli': {
        callerNumber: '+4940100',
        address: { country: 'DE', city: 'Hamburg', street: 'Am Kai' },
      },
    });
  });

  it('does not delete a gateway that calls are routed to, and says what leads there', async () => {
    await page.getByRole('link', { name: 'Gateways' }).first().click();
    await page.getByRole('link', { name: 'Trunk Berlin' }).click();
    await page.getByText('Calls are routed here').waitFor();
    await page.getByRole('link', { name: 'the emergency route' }).waitFor();
    await page.getByRole('link', { name: 'the outbound route for 0…' }).waitFor();
    expect(await page.getByRole('button', { name: 'Delete' }).count()).toBe(0);
  });

  it('shows a call for help on every page at once, mails it, and is quiet when it was seen', async () => {
    const small = await openPage(browser, { ...mobile, reducedMotion: 'reduce' });
    await signInToPortal(small.page, perch);
    await page.getByRole('link', { name: 'Users' }).first().click();
    const { settle } = await callForHelp();
    const alert = page
      .getByRole('alert')
      .filter({ hasText: 'Emergency call: 112 from Window 3, St. Pauli, floor 2' });
    await alert.getByText('Nobody is logged in there. Call back: +4940100. Being put through.').waitFor();
    await small.page.getByText('Emergency call: 112 from Window 3').waitFor();
    await settle();
    await alert.getByText('Was put through.').waitFor();
    for (const at of [page, small.page]) {
      expect(await barriers(at)).toEqual([]);
      expect(await overflow(at)).toBeLessThanOrEqual(0);
    }
    expect(await smallTargets(small.page)).toEqual([]);
    await expect.poll(() => smtp.received.length, { timeout: 20_000 }).toBe(1);
    expect(smtp.received[0]).toMatchObject({ to: ['porter@example.org'] });
    expect(smtp.received[0]?.text).toContain('Subject: Emergency call: Window 3, St. Pauli');
    await alert.getByRole('link', { name: 'Show' }).click();
    await page.getByRole('row', { name: /112.*Window 3.*Was put through.*Trunk Berlin/ }).waitFor();
    await alert.getByRole('button', { name: 'I have seen it' }).click();
    await alert.waitFor({ state: 'detached' });
    await small.page.getByText('Emergency call: 112 from Window 3').waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /112.*Window 3.*Owner/ }).waitFor();
    await small.page.context().close();
  });

  it('has all of it in the audit log, in words', async () => {
    await page.getByRole('link', { name: 'Audit log' }).first().click();
    for (const action of [
      'Gateway added',
      'Gateway changed',
      'Dial plan changed',
      'Emergency settings changed',
    ])
      await page
        .getByRole('row', { name: new RegExp(action) })
        .first()
        .waitFor();
    await page
      .getByRole('row', { name: /Emergency call.*Window 3/ })
      .first()
      .waitFor();
    await page.getByRole('row', { name: /Emergency call seen.*Window 3/ }).waitFor();
  });

  it('says all of it without a complaint of the browser', () => {
    expect(complaints).toEqual([]);
  });
});
