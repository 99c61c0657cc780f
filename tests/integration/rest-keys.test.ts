import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { keysSchema } from '#server/rest/answers.ts';
import { eachDatabase } from '../support/databases.ts';
import { openRestOffice, type RestOffice } from '../support/rest-office.ts';

const taxi = { does: 'speed-dial', number: '030 30-30', label: 'Taxi', page: 2 };

eachDatabase('REST v1: keys', (database) => {
  let office: RestOffice;
  let paths: string[];
  beforeEach(async () => {
    office = await openRestOffice(database());
    await office.user('101');
    paths = ['/api/v1/users/101/keys', `/api/v1/desks/${(await office.desk('8001')).id}/keys`];
  });
  afterEach(() => office.close());

  it('are none at first, and then what was put there, with numbers as they are dialled', async () => {
    for (const path of paths) {
      expect((await office.call('GET', path)).body).toEqual({ keys: [] });
      const ben = { does: 'blf', number: '102', label: ' Ben ' };
      const put = await office.call('PUT', path, { body: { keys: [taxi, ben] } });
      expect(put.status).toBe(200);
      expect(z.strictObject(keysSchema.shape).parse(put.body)).toEqual({
        keys: [
          { does: 'speed-dial', number: '0303030', label: 'Taxi', page: 2 },
          { does: 'blf', number: '102', label: 'Ben', page: null },
        ],
      });
      expect((await office.call('GET', path)).body).toEqual(put.body);
      expect((await office.call('PUT', path, { body: { keys: [] } })).body).toEqual({ keys: [] });
    }
  });

  it.each([
    ['keys.0.does', { does: 'line' }],
    ['keys.0.does', { does: 'log-out' }],
    ['keys.0.number', { number: '' }],
    ['keys.0.number', { number: 'sip:ben@example.org' }],
    ['keys.0.number', { number: '10+2' }],
    ['keys.0.number', { number: '1'.repeat(31) }],
    ['keys.0.label', { label: ' ' }],
    ['keys.0.label', { label: 'x'.repeat(41) }],
    ['keys.0.label', { label: 'a\nlinekey.1.type = 15' }],
    ['keys.0.page', { page: 0 }],
    ['keys.0.page', { page: 10 }],
    ['keys.0.page', { page: 1.5 }],
  ])('with a value at %s that cannot be are refused, and nothing changes: %o', async (field, wrong) => {
    for (const path of paths) {
      const refused = await office.call('PUT', path, { body: { keys: [{ ...taxi, ...wrong }] } });
      expect([refused.status, Object.keys(refused.body.error.fields)]).toEqual([422, [field]]);
      expect((await office.call('GET', path)).body).toEqual({ keys: [] });
    }
  });

  it('are sixty at most', async () => {
    for (const path of paths) {
      const keys = Array.from({ length: 60 }, (_, index) => ({ ...taxi, number: `${100 + index}` }));
      expect((await office.call('PUT', path, { body: { keys } })).status).toBe(200);
      const refused = await office.call('PUT', path, { body: { keys: [...keys, taxi] } });
      expect([refused.status, Object.keys(refused.body.error.fields)]).toEqual([422, ['keys']]);
    }
  });

  it('of what is not there are not there, and a token that may only read changes none', async () => {
    for (const path of ['/api/v1/users/999/keys', '/api/v1/desks/nothing/keys']) {
      expect((await office.call('GET', path)).status).toBe(404);
      expect((await office.call('PUT', path, { body: { keys: [] } })).status).toBe(404);
    }
    const token = await office.newToken('readonly');
    for (const path of paths) {
      expect((await office.call('GET', path, { token })).status).toBe(200);
      expect((await office.call('PUT', path, { token, body: { keys: [taxi] } })).status).toBe(403);
    }
  });
});
