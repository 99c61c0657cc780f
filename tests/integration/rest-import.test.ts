import { afterEach, beforeEach, expect, it } from 'vitest';
import { deskImportSchema } from '#server/rest/answers.ts';
import { eachDatabase } from '../support/databases.ts';
import { openRestOffice, type RestOffice } from '../support/rest-office.ts';

const PATH = '/api/v1/desks/import';
const HEAD = 'name;extension;mac;serial';
const CSV = { 'content-type': 'text/csv' };

let macs = 0;
function line(extension: string, mac?: string): string {
  macs += 1;
  return `Desk ${extension};${extension};${mac ?? `805ec0${macs.toString(16).padStart(6, '0')}`};SN${extension}`;
}

eachDatabase('REST v1: a table of desks', (database) => {
  let office: RestOffice;
  beforeEach(async () => {
    office = await openRestOffice(database());
  });
  afterEach(() => office.close());

  const send = (lines: readonly string[], query = '', more: object = {}) =>
    office.call('POST', `${PATH}${query}`, { raw: [HEAD, ...lines].join('\n'), headers: CSV, ...more });
  const desks = async () => (await office.call('GET', '/api/v1/desks')).body.items;

  it('makes its desks, and those that are missing where it is sent again', async () => {
    const lines = ['8001', '8002', '8003'].map((extension) => line(extension));
    const looked = await send(lines.slice(0, 2), '?provisioning=rps&dryRun=true');
    expect(looked).toMatchObject({ status: 200, body: { created: 2, dryRun: true } });
    expect(await desks()).toEqual([]);
    const made = await send(lines.slice(0, 2), '?provisioning=rps&network=sbc');
    expect(deskImportSchema.parse(made.body)).toEqual({
      created: 2,
      existing: 0,
      ignored: [],
      dryRun: false,
    });
    expect(await desks()).toMatchObject([
      { displayName: 'Desk 8001', extension: '8001', provisioning: 'rps', network: 'sbc' },
      { displayName: 'Desk 8002', rps: { state: 'manual' } },
    ]);
    expect((await send(lines)).body).toMatchObject({ created: 1, existing: 2 });
  });

  it('changes nothing where a line is wrong, and says which', async () => {
    const answer = await send([line('8001'), line('8002', '805e'), line('1')]);
    expect(answer.status).toBe(422);
    expect(answer.body.error).toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('2 lines cannot be as they are'),
      fields: {
        'lines.3.mac': expect.stringContaining('12 hex digits'),
        'lines.4.extension': expect.stringContaining('2 to 10 digits'),
      },
    });
    expect(await desks()).toEqual([]);
  });

  it('refuses what is no table in a sentence', async () => {
    const nothing = await office.call('POST', PATH, { raw: '', headers: CSV });
    expect(nothing).toMatchObject({
      status: 422,
      body: { error: { fields: { table: expect.any(String) } } },
    });
    const latin = await office.call('POST', PATH, { raw: new Uint8Array([0xff, 0xfe, 0x41]), headers: CSV });
    expect(latin.body.error.fields.table).toBe('The table must be text in UTF-8.');
    const huge = await office.call('POST', PATH, { raw: 'x'.repeat(4 * 1024 * 1024 + 1), headers: CSV });
    expect(huge).toMatchObject({ status: 413, body: { error: { message: 'At most 4 MB are taken.' } } });
    expect((await send([line('8001')], '?network=moon')).body.error.fields).toHaveProperty('network');
  });

  it('is for who may write', async () => {
    const lines = [line('8001')];
    expect((await send(lines, '', { token: null })).status).toBe(401);
    expect((await send(lines, '', { token: await office.newToken('readonly') })).status).toBe(403);
    expect(await desks()).toEqual([]);
  });
});
