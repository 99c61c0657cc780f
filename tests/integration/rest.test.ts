import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  auditSchema,
  deskSchema,
  deskSessionSchema,
  errorSchema,
  pageOf,
  phoneSchema,
  userSchema,
} from '#server/rest/answers.ts';
import { eachDatabase } from '../support/databases.ts';
import { described } from '../support/described.ts';
import { openRestOffice, type RestOffice } from '../support/rest-office.ts';

const ada = { extension: '101', name: 'Ada', pin: '48213', hotDesking: true };
const desk = {
  displayName: 'Window 1',
  extension: '8001',
  mac: '00:15:65:AB:CD:01',
  vendor: 'yealink',
  provisioning: 'pnp',
  network: 'lan',
};

eachDatabase('REST v1', (database) => {
  let office: RestOffice;
  let macs = 0;
  beforeEach(async () => {
    office = await openRestOffice(database());
  });
  afterEach(() => office.close());

  const call: RestOffice['call'] = (...args) => office.call(...args);
  const newMac = (): string => {
    macs += 1;
    return `001565f${macs.toString(16).padStart(5, '0')}`;
  };
  const makeDesk = async (more: object = {}) =>
    (await call('POST', '/api/v1/desks', { body: { ...desk, mac: newMac(), ...more } })).body;
  const errorOf = (answer: { body: unknown }) => {
    const { error } = errorSchema.parse(answer.body);
    return error;
  };

  describe('users', () => {
    it('makes a user, answers it without the PIN, and finds it again', async () => {
      const made = await call('POST', '/api/v1/users', { body: { ...ada, email: 'Ada@Example.org' } });
      expect(made.status).toBe(201);
      expect(described(userSchema, made.body)).toMatchObject({
        ...{ extension: '101', name: 'Ada', email: 'ada@example.org', hotDesking: true },
        ...{ deskId: null, locked: false },
      });
      const found = await call('GET', '/api/v1/users/101');
      expect([found.status, found.body]).toEqual([200, made.body]);
      expect(made.text + found.text).not.toContain(ada.pin);
    });

    it('refuses an extension that a user or a desk has, and names the field', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      await makeDesk();
      for (const extension of ['101', '8001']) {
        const again = await call('POST', '/api/v1/users', { body: { ...ada, extension } });
        expect(again.status).toBe(409);
        expect(errorOf(again)).toMatchObject({
          code: 'duplicate',
          fields: { extension: expect.any(String) },
        });
      }
    });

    it.each([
      ['extension', { extension: '1' }],
      ['extension', { extension: 101 }],
      ['extension', { extension: '12345678901' }],
      ['extension', { extension: '10 1' }],
      ['name', { name: '' }],
      ['name', { name: 'two\nlines' }],
      ['name', { name: null }],
      ['pin', { pin: '123' }],
      ['pin', { pin: 4321 }],
      ['pin', { pin: '1234567890123' }],
      ['pin', { pin: '12a4' }],
      ['hotDesking', { hotDesking: 'yes' }],
      ['email', { email: 'nobody' }],
    ])('says 422 and names %s for %o, and makes nothing', async (field, wrong) => {
      const answer = await call('POST', '/api/v1/users', { body: { ...ada, ...wrong } });
      expect(answer.status).toBe(422);
      const { code, fields } = errorOf(answer);
      expect([code, Object.keys(fields ?? {})]).toEqual(['invalid', [field]]);
      expect((await call('GET', '/api/v1/users')).body.items).toEqual([]);
    });

    it('names every field that is missing', async () => {
      const { fields } = errorOf(await call('POST', '/api/v1/users', { body: {} }));
      expect(Object.keys(fields ?? {})).toEqual(['extension', 'name', 'pin']);
    });

    it('changes what is given and nothing else', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      const changed = await call('PATCH', '/api/v1/users/101', {
        body: { name: 'Ada L.', extension: '102' },
      });
      expect([changed.status, changed.body.name, changed.body.extension]).toEqual([200, 'Ada L.', '102']);
      expect(changed.body.hotDesking).toBe(true);
      expect((await call('GET', '/api/v1/users/101')).status).toBe(404);
      const unknown = await call('PATCH', '/api/v1/users/102', { body: { colour: 'red' } });
      expect([unknown.status, errorOf(unknown).fields]).toEqual([422, { colour: expect.any(String) }]);
    });

    it('removes a user, whose extension is free again', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      const removed = await call('DELETE', '/api/v1/users/101');
      expect([removed.status, removed.text]).toEqual([204, '']);
      expect((await call('DELETE', '/api/v1/users/101')).status).toBe(404);
      expect((await call('POST', '/api/v1/users', { body: ada })).status).toBe(201);
    });
  });

  describe('desks and phones', () => {
    it('makes a desk and answers it as described', async () => {
      const made = await call('POST', '/api/v1/desks', { body: { ...desk, site: 'Berlin', floor: '2' } });
      expect(made.status).toBe(201);
      expect(described(deskSchema, made.body)).toMatchObject({
        ...{ displayName: 'Window 1', extension: '8001', mac: '001565abcd01', vendor: 'yealink' },
        ...{ site: 'Berlin', floor: '2', session: null, registeredAs: null, rps: null },
        phone: { state: 'updating' },
      });
      expect(made.body.provisioningUrl).toMatch(/^http:\/\/phones\.test\/p\/\w{32}\/$/);
      expect(made.body.qrUrl).toMatch(/^http:\/\/perch\.test\/d\/\w{32}$/);
      expect((await call('GET', `/api/v1/desks/${made.body.id}`)).body).toEqual(made.body);
      await call('DELETE', `/api/v1/desks/${made.body.id}`);
    });

    it.each(['00:15:65:00:AA:01', '0015-6500-aa02', '001565.00aa03', '00 15 65 00 AA 04', '00156500AA05'])(
      'takes the MAC %s, answers 12 lower-case digits, and knows it in any form',
      async (mac) => {
        const made = await call('POST', '/api/v1/desks', { body: { ...desk, mac } });
        const bare = mac.toLowerCase().replace(/[^0-9a-f]/g, '');
        expect([made.status, made.body.mac]).toEqual([201, bare]);
        const again = await call('POST', '/api/v1/desks', {
          body: { ...desk, extension: '8002', mac: bare },
        });
        expect(again.status).toBe(409);
        expect(errorOf(again)).toMatchObject({ code: 'duplicate', fields: { mac: expect.any(String) } });
        await call('DELETE', `/api/v1/desks/${made.body.id}`);
      },
    );

    it.each([
      ['mac', { mac: '00:15:65:00:AA' }],
      ['mac', { mac: '00:15:65:00:AA:GG' }],
      ['mac', { mac: 1_565_000_011 }],
      ['mac', { mac: '01:00:5e:00:00:01' }],
      ['vendor', { vendor: 'acme' }],
      ['provisioning', { provisioning: 'magic' }],
      ['network', { network: null }],
      ['extension', { extension: '8' }],
      ['displayName', { displayName: 'x'.repeat(61) }],
    ])('says 422 and names %s for %o', async (field, wrong) => {
      const answer = await call('POST', '/api/v1/desks', { body: { ...desk, mac: newMac(), ...wrong } });
      expect([answer.status, Object.keys(errorOf(answer).fields ?? {})]).toEqual([422, [field]]);
      expect((await call('GET', '/api/v1/desks')).body.items).toEqual([]);
    });

    it('changes, re-arms, resyncs and removes a desk', async () => {
      const { id } = await makeDesk();
      const changed = await call('PATCH', `/api/v1/desks/${id}`, { body: { displayName: 'Window 2' } });
      expect([changed.status, changed.body.displayName]).toEqual([200, 'Window 2']);
      for (const verb of ['rearm', 'resync']) {
        const answer = await call('POST', `/api/v1/desks/${id}/${verb}`);
        expect([answer.status, answer.body.id]).toEqual([200, id]);
      }
      expect((await call('DELETE', `/api/v1/desks/${id}`)).status).toBe(204);
      expect((await call('GET', `/api/v1/desks/${id}`)).status).toBe(404);
      expect((await call('POST', `/api/v1/desks/${id}/resync`)).status).toBe(404);
    });

    it('lists the phones of the desks', async () => {
      const { id, mac } = await makeDesk();
      const { status, body } = await call('GET', '/api/v1/phones');
      expect(status).toBe(200);
      const page = pageOf(z.strictObject(phoneSchema.shape)).parse(body);
      expect(page.items.map((phone) => [phone.mac, phone.deskId])).toEqual([[mac, id]]);
    });
  });

  describe('log in and log out', () => {
    const logIn = (deskId: string, body: object) => call('POST', `/api/v1/desks/${deskId}/login`, { body });

    it('answers 201 with the desk session, and the desk shows it', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      const { id } = await makeDesk();
      const answer = await logIn(id, { extension: '101', pin: ada.pin });
      expect(answer.status).toBe(201);
      expect(described(deskSessionSchema, answer.body)).toMatchObject({
        ...{ extension: '101', name: 'Ada', via: 'api', state: 'switched' },
      });
      const shown = await call('GET', `/api/v1/desks/${id}`);
      expect(shown.body.session).toEqual(answer.body);
      expect((await call('GET', '/api/v1/users/101')).body.deskId).toBe(id);
      const out = await call('POST', `/api/v1/desks/${id}/logout`);
      expect([out.status, out.body.session]).toEqual([200, null]);
      const twice = await call('POST', `/api/v1/desks/${id}/logout`);
      expect([twice.status, errorOf(twice).code]).toEqual([409, 'not_logged_in']);
    });

    it('tells a wrong PIN, an unknown extension and one without hot desking in the same words', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      await call('POST', '/api/v1/users', { body: { ...ada, extension: '102', hotDesking: false } });
      const { id } = await makeDesk();
      const answers = [
        await logIn(id, { extension: '101', pin: '99999' }),
        await logIn(id, { extension: '999', pin: ada.pin }),
        await logIn(id, { extension: '102', pin: ada.pin }),
        await logIn(id, { extension: 'not a number', pin: 'neither' }),
      ];
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
      expect([answers[0]?.status, answers[0]?.body.error.code]).toEqual([403, 'wrong_pin']);
    });

    it('locks after five wrong PINs with Retry-After, existing or not, until it is unlocked', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      const { id } = await makeDesk();
      for (const extension of ['101', '555']) {
        for (let attempt = 0; attempt < 5; attempt += 1)
          expect((await logIn(id, { extension, pin: '00000' })).status).toBe(403);
        const locked = await logIn(id, { extension, pin: ada.pin });
        expect([locked.status, errorOf(locked).code]).toEqual([423, 'locked']);
        expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
      }
      expect((await call('GET', '/api/v1/users/101')).body.locked).toBe(true);
      const unlocked = await call('POST', '/api/v1/users/101/unlock');
      expect([unlocked.status, unlocked.body.locked]).toEqual([200, false]);
      expect((await logIn(id, { extension: '101', pin: ada.pin })).status).toBe(201);
    });

    it('says 409 for an occupied desk, and takes it over when asked', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      await call('POST', '/api/v1/users', { body: { ...ada, extension: '102', name: 'Bob' } });
      const { id } = await makeDesk();
      await logIn(id, { extension: '101', pin: ada.pin });
      const refused = await logIn(id, { extension: '102', pin: ada.pin });
      expect([refused.status, errorOf(refused).code]).toEqual([409, 'desk_occupied']);
      expect(refused.text).not.toContain('Ada');
      const taken = await logIn(id, { extension: '102', pin: ada.pin, takeOver: true });
      expect([taken.status, taken.body.name]).toEqual([201, 'Bob']);
    });

    it('says 404 for a desk that is not there and 422 for what is missing', async () => {
      expect((await logIn('nowhere', { extension: '101', pin: '1234' })).status).toBe(404);
      const { id } = await makeDesk();
      const answer = await logIn(id, { extension: '101' });
      expect([answer.status, Object.keys(errorOf(answer).fields ?? {})]).toEqual([422, ['pin']]);
    });

    it('keeps PINs and tokens out of answers, the audit log and the process log', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      const { id } = await makeDesk();
      const answers = [
        await logIn(id, { extension: '101', pin: '77443311' }),
        await logIn(id, { extension: '101', pin: ada.pin }),
        await call('PATCH', '/api/v1/users/101', { body: { pin: '9182736450' } }),
        await call('GET', '/api/v1/audit?limit=200'),
        await call('GET', '/api/v1/users/101'),
      ];
      const told = [...answers.map(({ text }) => text), ...office.lines].join('\n');
      for (const secret of [ada.pin, '77443311', '9182736450', office.token])
        expect(told).not.toContain(secret);
    });
  });

  describe('audit', () => {
    it('tells who did what through the API, newest first', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      await makeDesk();
      const { status, body } = await call('GET', '/api/v1/audit?limit=2');
      expect(status).toBe(200);
      const { items } = pageOf(z.strictObject(auditSchema.shape)).parse(body);
      expect(items.map(({ action, door }) => `${action} ${door}`)).toEqual([
        'desk.created api',
        'user.created api',
      ]);
      expect(items[0]?.actor).toMatchObject({ kind: 'api', label: 'a admin token' });
    });
  });

  describe('lists', () => {
    it('pages through everything, each once', async () => {
      for (let number = 0; number < 5; number += 1) {
        office.clock.advance(1);
        await call('POST', '/api/v1/users', { body: { ...ada, extension: `20${number}` } });
        await makeDesk({ extension: `80${number}0` });
      }
      for (const list of ['users', 'desks', 'phones', 'audit']) {
        const seen: string[] = [];
        let cursor: string | null = '';
        while (cursor !== null) {
          const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
          const { status, body } = await call('GET', `/api/v1/${list}?limit=2${query}`);
          expect(status).toBe(200);
          expect(body.items.length).toBeLessThanOrEqual(2);
          seen.push(...body.items.map((item: { id?: string; mac?: string }) => item.id ?? item.mac));
          cursor = body.nextCursor;
        }
        expect(new Set(seen).size, list).toBe(seen.length);
        expect(seen.length, list).toBe(list === 'audit' ? 10 : 5);
      }
    });

    it.each(['limit=0', 'limit=201', 'limit=many', 'limit=-1', 'limit=1.5', 'limit='])(
      'refuses %s',
      async (query) => {
        for (const list of ['users', 'desks', 'phones', 'audit']) {
          const answer = await call('GET', `/api/v1/${list}?${query}`);
          expect([answer.status, Object.keys(errorOf(answer).fields ?? {})]).toEqual([422, ['limit']]);
        }
      },
    );

    it.each([
      'x',
      'a b',
      '%00',
      encodeURIComponent(Buffer.from('-000001-01-01T00:00:00Z a').toString('base64url')),
    ])('refuses a cursor that it never gave: %s', async (cursor) => {
      for (const list of ['users', 'desks', 'phones', 'audit']) {
        const answer = await call('GET', `/api/v1/${list}?cursor=${cursor}`);
        expect([answer.status, Object.keys(errorOf(answer).fields ?? {})], list).toEqual([422, ['cursor']]);
      }
    });
  });

  describe('the form of a request', () => {
    it.each([
      ['no token', null],
      ['a wrong token', 'wrong-token-wrong-token-wrong-token'],
      ['an empty token', ''],
    ])('says 401 for %s and changes nothing', async (_name, token) => {
      const answer = await call('POST', '/api/v1/users', { body: ada, token });
      expect([answer.status, errorOf(answer).code]).toEqual([401, 'unauthorized']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect((await call('GET', '/api/v1/users')).body.items).toEqual([]);
    });

    it('lets a token that may only read read, and says 403 to a change', async () => {
      const token = await office.newToken('readonly');
      expect((await call('GET', '/api/v1/users', { token })).status).toBe(200);
      const answer = await call('POST', '/api/v1/users', { body: ada, token });
      expect([answer.status, errorOf(answer).code]).toEqual([403, 'forbidden']);
    });

    it('hands the links of phones out to whoever may change things only', async () => {
      const path = '/api/v1/rps/manual-export';
      const token = await office.newToken('readonly');
      expect((await call('POST', path, { body: {}, token })).status).toBe(403);
      const answer = await call('POST', path, { body: {} });
      expect([answer.status, answer.body.count]).toEqual([200, 0]);
      const wrong = await call('POST', path, { body: { vendor: '../' } });
      expect([wrong.status, errorOf(wrong).fields]).toEqual([422, { vendor: expect.any(String) }]);
    });

    it.each(['{', 'extension=101', '', '\u0000', '{"extension":"101",}'])(
      'says 400 for a body that is not JSON: %j',
      async (raw) => {
        const answer = await call('POST', '/api/v1/users', { raw });
        expect([answer.status, errorOf(answer).code]).toEqual([400, 'not_json']);
      },
    );

    it('says 400 for text that is not UTF-8', async () => {
      const raw = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
      expect((await call('POST', '/api/v1/users', { raw })).status).toBe(400);
    });

    it.each(['[]', 'null', '"text"', '7'])('says 422 for JSON that is no object: %s', async (raw) => {
      const answer = await call('POST', '/api/v1/users', { raw });
      expect([answer.status, errorOf(answer).fields]).toEqual([422, { body: expect.any(String) }]);
    });

    it.each([64 * 1024 + 1, 900 * 1024, 5 * 1024 * 1024])(
      'says 413 for a body of %i bytes, and goes on serving',
      async (bytes) => {
        const answer = await call('POST', '/api/v1/users', { raw: `"${'x'.repeat(bytes - 2)}"` });
        expect([answer.status, errorOf(answer).code]).toEqual([413, 'too_large']);
        expect((await call('GET', '/api/v1/users')).status).toBe(200);
      },
    );

    it('says 415 for a compressed body', async () => {
      const headers = { 'content-encoding': 'gzip' };
      expect((await call('POST', '/api/v1/users', { raw: 'x', headers })).status).toBe(415);
    });

    it('says 405 with what is possible', async () => {
      const users = await call('PUT', '/api/v1/users', { body: {} });
      expect([users.status, users.headers.get('allow')]).toEqual([405, 'GET, POST']);
      const one = await call('POST', '/api/v1/desks/1', { body: {} });
      expect([one.status, one.headers.get('allow')]).toEqual([405, 'GET, PATCH, DELETE']);
    });

    it.each(['/api/v1', '/api/v1/', '/api/v1/nothing', '/api/v1/users/101/x', '/api/v1/users/%zz'])(
      'says 404 for %s',
      async (path) => {
        const answer = await call('GET', path);
        expect([answer.status, errorOf(answer).code]).toEqual([404, 'not_found']);
      },
    );

    it('leaves every other path to others', async () => {
      for (const path of ['/', '/api/v10/users', '/api/trpc/users.list', '/d/x'])
        expect((await call('GET', path)).text).toBe('not the API');
    });

    it('answers HEAD without a body', async () => {
      const answer = await call('HEAD', '/api/v1/users');
      expect([answer.status, answer.text]).toEqual([200, '']);
    });

    it.each([
      ['GET', '/api/v1/users/%00', {}],
      ['GET', '/api/v1/desks/%00', {}],
      ['GET', '/api/v1/users?search=%00', {}],
      ['GET', '/api/v1/audit?action=%00', {}],
      ['POST', '/api/v1/users', { body: { ...ada, name: 'A\u0000' } }],
      ['POST', '/api/v1/desks', { body: { ...desk, vendor: 'yea\u0000link' } }],
      ['POST', '/api/v1/desks/%00/login', { body: { extension: '101', pin: '1234' } }],
      ['POST', '/api/v1/desks/x/login', { body: { extension: '\u0000', pin: '\u0000' } }],
    ])('has a clear answer to a NUL in %s %s', async (method, path, sent) => {
      const answer = await call(method, path, sent);
      expect([404, 422]).toContain(answer.status);
      expect(office.lines).toEqual([]);
    });
  });

  describe('two tenants (DESIGN §4, invariant 7)', () => {
    let other: RestOffice;
    beforeEach(async () => {
      other = await openRestOffice(database());
    });
    afterEach(() => other.close());

    it('never shows or touches what is the other one’s', async () => {
      await call('POST', '/api/v1/users', { body: ada });
      const { id, mac } = await makeDesk();
      const before = (await call('GET', `/api/v1/desks/${id}`)).body;
      const asOther: [string, string, object?][] = [
        ['GET', `/api/v1/desks/${id}`],
        ['PATCH', `/api/v1/desks/${id}`, { displayName: 'mine' }],
        ['DELETE', `/api/v1/desks/${id}`],
        ['POST', `/api/v1/desks/${id}/login`, { extension: '101', pin: ada.pin }],
        ['POST', `/api/v1/desks/${id}/logout`],
        ['POST', `/api/v1/desks/${id}/resync`],
        ['POST', `/api/v1/desks/${id}/rearm`],
        ['GET', '/api/v1/users/101'],
        ['PATCH', '/api/v1/users/101', { name: 'mine' }],
        ['DELETE', '/api/v1/users/101'],
        ['POST', '/api/v1/users/101/unlock'],
      ];
      for (const [method, path, body] of asOther) {
        const answer = await other.call(method, path, body ? { body } : {});
        expect([method, path, answer.status]).toEqual([method, path, 404]);
      }
      for (const list of ['users', 'desks', 'phones', 'audit'])
        expect((await other.call('GET', `/api/v1/${list}`)).body.items, list).toEqual([]);
      expect((await call('GET', `/api/v1/desks/${id}`)).body).toEqual(before);
      const stolen = await other.call('POST', '/api/v1/desks', { body: { ...desk, mac } });
      expect([stolen.status, errorOf(stolen).fields]).toEqual([409, { mac: expect.any(String) }]);
    });

    it('lets both have the same extensions', async () => {
      expect((await call('POST', '/api/v1/users', { body: ada })).status).toBe(201);
      expect((await other.call('POST', '/api/v1/users', { body: ada })).status).toBe(201);
    });
  });
});
