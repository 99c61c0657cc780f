import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { templatePreviewSchema, templateSchema } from '#server/rest/answers.ts';
import { eachDatabase } from '../support/databases.ts';
import { openRestOffice, type RestOffice } from '../support/rest-office.ts';

const PATH = '/api/v1/templates';
const settings = [{ name: 'phone_setting.backlight_time', value: '60' }];
const template = { vendor: 'yealink', scope: 'site', about: 'Altona', settings };

eachDatabase('REST v1: templates', (database) => {
  let office: RestOffice;
  beforeEach(async () => {
    office = await openRestOffice(database());
  });
  afterEach(() => office.close());

  it('are put, listed, taken back and taken away', async () => {
    expect((await office.call('GET', PATH)).body).toEqual({ items: [] });
    const put = await office.call('PUT', PATH, { body: template });
    expect(put.status).toBe(200);
    const made = z.strictObject(templateSchema.shape).parse(put.body);
    expect(made).toMatchObject({ ...template, label: 'Altona', previous: [], updatedBy: expect.any(String) });
    expect((await office.call('GET', PATH)).body).toEqual({ items: [made] });
    const undone = await office.call('POST', `${PATH}/${made.id}/undo`);
    expect(undone.body).toMatchObject({ settings: [], previous: settings });
    await office.call('POST', `${PATH}/${made.id}/undo`);
    expect((await office.call('DELETE', `${PATH}/${made.id}`)).status).toBe(204);
    expect((await office.call('GET', PATH)).body.items).toMatchObject([{ settings: [], previous: settings }]);
  });

  it('are shown before they are put', async () => {
    const desk = await office.desk('8001', { site: 'Altona' });
    const shown = async (body: object) => {
      const { status, body: answer } = await office.call('POST', `${PATH}/preview`, { body });
      expect(status).toBe(200);
      return z.strictObject(templatePreviewSchema.shape).parse(answer);
    };
    const { findings, isForDesk, lines } = await shown({ template, desk: desk.id });
    expect([findings, isForDesk]).toEqual([[], true]);
    expect(lines.filter(({ is }) => is === 'added')).toEqual([
      { is: 'added', text: 'phone_setting.backlight_time = 60' },
    ]);
    const refused = [{ name: 'account.1.password', value: 'x' }];
    expect(await shown({ template: { ...template, settings: refused }, desk: null })).toEqual({
      findings: [{ at: 0, name: 'account.1.password', what: 'account' }],
      ...{ isForDesk: false, lines: [] },
    });
    expect((await office.call('GET', PATH)).body).toEqual({ items: [] });
  });

  it.each([
    ['settings.0.name', { settings: [{ name: 'account.1.password', value: 'x' }] }],
    ['settings.0.name', { settings: [{ name: 'a\nb', value: 'x' }] }],
    ['settings.0.value', { settings: [{ name: 'lang.gui', value: 'x\nforward.always.enable = 1' }] }],
    ['settings.1.name', { settings: [...settings, ...settings] }],
    ['settings', { settings: Array.from({ length: 301 }, () => settings[0]) }],
    ['about', { about: '' }],
    ['about', { scope: 'tenant' }],
    ['scope', { scope: 'house' }],
    ['vendor', { vendor: 'acme' }],
  ])('with a value at %s that cannot be are refused, and nothing changes', async (field, wrong) => {
    const refused = await office.call('PUT', PATH, { body: { ...template, ...wrong } });
    expect([refused.status, Object.keys(refused.body.error.fields)]).toEqual([422, [field]]);
    expect((await office.call('GET', PATH)).body).toEqual({ items: [] });
  });

  it('that are not there are not there, and a token that may only read changes none', async () => {
    expect((await office.call('DELETE', `${PATH}/nothing`)).status).toBe(404);
    expect((await office.call('POST', `${PATH}/nothing/undo`)).status).toBe(404);
    expect((await office.call('PUT', PATH, { body: { ...template, scope: 'desk' } })).status).toBe(404);
    const token = await office.newToken('readonly');
    expect((await office.call('PUT', PATH, { token, body: template })).status).toBe(403);
  });
});
