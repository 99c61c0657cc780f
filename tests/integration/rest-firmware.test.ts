import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { portalAccounts } from '#db/schema/index.ts';
import { FirmwareFolder } from '#server/provisioning/firmware-store.ts';
import {
  firmwareFileSchema,
  firmwareOverviewSchema,
  firmwareRollOutSchema,
} from '#server/rest/firmware-answers.ts';
import { setRuntime } from '#server/web/runtime.ts';
import { Browser } from '../support/browser.ts';
import { eachDatabase } from '../support/databases.ts';
import { openRestOffice, type RestOffice } from '../support/rest-office.ts';
import { signIn } from '../support/sign-in.ts';
import { type TempFolder, tempFolder } from '../support/temp-folder.ts';
import { webRuntime } from '../support/web-runtime.ts';

const PATH = '/api/v1/firmware';
const MAX = 4_000;

eachDatabase('REST v1: firmware', (database) => {
  let office: RestOffice;
  let data: TempFolder;
  beforeEach(async () => {
    data = tempFolder();
    office = await openRestOffice(database(), { firmware: new FirmwareFolder(data.path, { maxBytes: MAX }) });
  });
  afterEach(async () => {
    await office.close();
    data[Symbol.dispose]();
  });

  type Sent = { bytes?: number; token?: string | null; headers?: Record<string, string> };
  const upload = (query: Record<string, string> = {}, { bytes = 1_000, ...more }: Sent = {}) => {
    const named = {
      vendor: 'yealink',
      models: 'T54W, T57W',
      version: '96.87.0.5',
      fileName: 'T54W-96.87.0.5.rom',
    };
    const search = new URLSearchParams({ ...named, ...query });
    return office.call('POST', `${PATH}/files?${search}`, {
      raw: new Uint8Array(bytes).fill(bytes % 251),
      ...more,
    });
  };

  it('is uploaded, shown, rolled out, paused, taken back and removed', async () => {
    await office.desk('8001');
    const put = await upload();
    expect(put.status).toBe(201);
    const file = z.strictObject(firmwareFileSchema.shape).parse(put.body);
    expect(file).toMatchObject({ models: ['T54W', 'T57W'], bytes: 1_000 });
    const body = {
      vendor: 'yealink',
      model: 't54w',
      firmwareId: file.id,
      sites: ['Wedel', 'Altona', 'Wedel'],
    };
    const set = await office.call('PUT', `${PATH}/rollouts`, { body });
    const made = z.strictObject(firmwareRollOutSchema.shape).parse(set.body);
    expect(made).toMatchObject({ version: '96.87.0.5', sites: ['Altona', 'Wedel'], paused: false });
    const does = async (what: string) =>
      (await office.call('POST', `${PATH}/rollouts/${made.id}/${what}`)).body;
    expect(await does('pause')).toMatchObject({ paused: true });
    expect(await does('resume')).toMatchObject({ paused: false });
    expect(await does('retry')).toMatchObject({ paused: false });
    const overview = z
      .strictObject(firmwareOverviewSchema.shape)
      .parse((await office.call('GET', PATH)).body);
    expect(overview).toMatchObject({ files: [file], maxBytes: MAX });
    expect(overview.models.map(({ model, phones }) => [model, phones])).toEqual([
      ['', 1],
      ['t54w', 0],
    ]);
    expect((await office.call('DELETE', `${PATH}/files/${file.id}`)).status).toBe(409);
    expect(await does('undo')).toMatchObject({ firmwareId: null, previous: { firmwareId: file.id } });
    expect((await office.call('DELETE', `${PATH}/files/${file.id}`)).status).toBe(204);
    expect((await office.call('GET', PATH)).body).toMatchObject({ files: [] });
  });

  describe('is refused, and nothing is kept,', () => {
    it.each([
      ['vendor', { vendor: 'cisco' }],
      ['models', { models: ' , ' }],
      ['version', { version: 'a b' }],
      ['fileName', { fileName: '../T54W.rom' }],
      ['fileName', { fileName: 'notes.txt' }],
    ])('with a %s that cannot be', async (field, wrong) => {
      const refused = await upload(wrong);
      expect([refused.status, Object.keys(refused.body.error.fields)]).toEqual([422, [field]]);
      expect((await office.call('GET', PATH)).body.files).toEqual([]);
    });

    it('a second time, too large, empty, or with a token that may only read', async () => {
      await upload();
      expect((await upload({ fileName: 'again.rom' })).status).toBe(409);
      expect((await upload({}, { bytes: MAX + 1 })).status).toBe(413);
      expect((await upload({}, { bytes: 0 })).status).toBe(422);
      expect((await upload({}, { bytes: 7, token: await office.newToken('readonly') })).status).toBe(403);
      expect((await upload({}, { bytes: 7, token: 'x'.repeat(32) })).status).toBe(401);
      expect((await office.call('GET', PATH)).body.files).toHaveLength(1);
    });
  });

  it('comes from the portal with the cookie of whoever is signed in, and from no other site', async () => {
    const { tenantId, pins } = office.ctx;
    setRuntime(webRuntime(office.ctx));
    await database()
      .db.insert(portalAccounts)
      .values({
        ...{
          id: `owner-${tenantId}`,
          tenantId,
          email: `o@${tenantId}.example`,
          name: 'Olivia',
          role: 'owner',
        },
        ...{ passwordHash: await pins.hash('a sentence is easy'), createdAt: new Date(office.clock.nowMs()) },
      });
    const browser = new Browser();
    expect(await signIn(browser, `o@${tenantId}.example`, 'a sentence is easy')).toBeNull();
    const from = async (origin: string | undefined, cookie = browser.cookie) =>
      (await upload({}, { token: null, headers: { cookie, ...(origin === undefined ? {} : { origin }) } }))
        .status;
    expect(await from('https://elsewhere.example')).toBe(401);
    expect(await from(undefined)).toBe(401);
    expect(await from(office.url, 'perch.sign-in=nothing')).toBe(401);
    expect(await from(office.url)).toBe(201);
    expect((await office.call('GET', PATH)).body.files).toMatchObject([{ uploadedBy: 'Olivia' }]);
  });

  it('of nothing is not there', async () => {
    expect((await office.call('DELETE', `${PATH}/files/nothing`)).status).toBe(404);
    expect((await office.call('POST', `${PATH}/rollouts/nothing/pause`)).status).toBe(404);
    const body = { vendor: 'yealink', model: 'T54W', firmwareId: 'nothing' };
    expect((await office.call('PUT', `${PATH}/rollouts`, { body })).status).toBe(404);
  });
});
