import { beforeEach, expect, it } from 'vitest';
import { listAudit } from '#server/hotdesk/audit.ts';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { configurationOfDesk } from '#server/hotdesk/desk-configuration.ts';
import { type DeskRow, getDesk } from '#server/hotdesk/desks.ts';
import { removeTemplate, setTemplate, undoTemplate } from '#server/hotdesk/set-template.ts';
import { setTemplateInput } from '#server/hotdesk/template-schemas.ts';
import { listTemplates } from '#server/hotdesk/templates.ts';
import { updateDesk } from '#server/hotdesk/update-desk.ts';
import { extraRules as knowExtras } from '#server/provisioning/extra-rules.ts';
import { createProvisioning } from '#server/provisioning/handle-request.ts';
import { previewTemplate } from '#server/provisioning/preview-template.ts';
import { codeOf } from '../../support/attempts.ts';
import { eachDatabase } from '../../support/databases.ts';
import { answerChallenge } from '../../support/digest-client.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { parseYealink } from '../../unit/provisioning/vendors/yealink/parse-yealink.ts';

const registrar = { host: '192.0.2.1', port: 5060 };
const phonesUrl = 'http://phones.test';
const BACKLIGHT = 'phone_setting.backlight_time';
const BANNER = 'phone_setting.banner';

type Given = { scope?: 'tenant' | 'model' | 'site' | 'desk'; about?: string; vendor?: string };

eachDatabase('templates', (database) => {
  let office: Office;
  let here: DeskRow;
  let there: DeskRow;
  beforeEach(async () => {
    office = await openOffice(database());
    here = await office.desk('8001', { site: 'Altona' });
    there = await office.desk('8002', { site: 'Wedel' });
  });

  const input = (settings: Record<string, string>, given: Given = {}) =>
    setTemplateInput.parse({
      ...{ vendor: 'yealink', scope: 'tenant' },
      ...given,
      settings: Object.entries(settings).map(([name, value]) => ({ name, value })),
    });
  const set = (settings: Record<string, string>, given?: Given) =>
    setTemplate({ ctx: office.ctx, input: input(settings, given), knowExtras });
  const rowOf = async ({ id }: DeskRow) => (await getDesk({ ctx: office.ctx, input: { id } })).desk;
  const versions = async () => [(await rowOf(here)).configVersion, (await rowOf(there)).configVersion];
  const list = async () => (await listTemplates({ ctx: office.ctx })).items;
  const audited = async () => {
    const { items } = await listAudit({ ctx: office.ctx, input: { limit: 50 } });
    return items.filter(({ action }) => action.startsWith('template.'));
  };

  /** What the phone of a desk gets, which proves itself as its last file told it. */
  function phoneOf(desk: DeskRow) {
    const handle = createProvisioning({ ...office.ctx, phonesUrl, registrar });
    let login = { username: '', password: '' };
    return async (token = desk.configToken): Promise<Map<string, string>> => {
      const uri = `/p/${token}/${desk.mac}.cfg`;
      const ask = (authorization?: string) =>
        handle({
          ...{ method: 'GET', path: uri, source: '10.0.0.5', userAgent: undefined, ifNoneMatch: undefined },
          authorization,
        });
      const first = await ask();
      const challenge = first.headers['www-authenticate'];
      const answer =
        challenge === undefined
          ? first
          : await ask(answerChallenge({ challenge, method: 'GET', uri }, login));
      await answer.sent?.();
      const settings = parseYealink(Buffer.from(answer.body).toString());
      const get = (name: string) => settings.get(`static.auto_provision.server.${name}`) ?? '';
      login = { username: get('username'), password: get('password') };
      return settings;
    };
  }

  it('are in the files of the phones that they are for, the narrowest first of all', async () => {
    await set({ [BACKLIGHT]: '60', [BANNER]: 'Perch', 'lang.gui': 'Danish' });
    await set({ [BACKLIGHT]: '30' }, { scope: 'site', about: 'Altona' });
    await set({ [BANNER]: 'Reception' }, { scope: 'desk', about: here.id });
    const [mine, other] = [await phoneOf(here)(), await phoneOf(there)()];
    expect([BACKLIGHT, BANNER, 'lang.gui'].map((name) => mine.get(name))).toEqual([
      '30',
      'Reception',
      'Danish',
    ]);
    expect([BACKLIGHT, BANNER, 'lang.gui'].map((name) => other.get(name))).toEqual(['60', 'Perch', 'Danish']);
  });

  it('tell the phones whose file changes, and no other', async () => {
    const [mine = 0, other = 0] = await versions();
    await set({ [BACKLIGHT]: '30' }, { scope: 'site', about: 'Altona' });
    expect(await versions()).toEqual([mine + 1, other]);
    await set({ [BACKLIGHT]: '60' });
    expect(await versions()).toEqual([mine + 1, other + 1]);
    await set({ [BACKLIGHT]: '60' });
    await set({ [BACKLIGHT]: '60' }, { scope: 'model', about: 'T99' });
    await set({ P334: '1' }, { vendor: 'grandstream' });
    expect(await versions()).toEqual([mine + 1, other + 1]);
  });

  it('tell a phone whose desk goes to a site that has one', async () => {
    await set({ [BACKLIGHT]: '30' }, { scope: 'site', about: 'Altona' });
    const [, other = 0] = await versions();
    await updateDesk({ ctx: office.ctx, input: { id: there.id, patch: { site: 'Blankenese' } } });
    expect((await versions())[1]).toBe(other);
    await updateDesk({ ctx: office.ctx, input: { id: there.id, patch: { site: 'Altona' } } });
    expect((await versions())[1]).toBe(other + 1);
  });

  it('that are gone are emptied on the phones that had them, and on no other', async () => {
    const [mine, other] = [phoneOf(here), phoneOf(there)];
    const { id } = await set({ [BACKLIGHT]: '30', 'lang.gui': 'Danish' }, { scope: 'site', about: 'Altona' });
    expect((await mine()).get(BACKLIGHT)).toBe('30');
    await removeTemplate({ ctx: office.ctx, input: { id } });
    const settings = await mine();
    expect([settings.get(BACKLIGHT), settings.get('lang.gui')]).toEqual(['%NULL%', 'English']);
    expect((await other()).has(BACKLIGHT)).toBe(false);
    expect((await mine()).get(BACKLIGHT)).toBe('%NULL%');
  });

  it('are emptied on the phone of a desk that is removed, and the template of the desk goes with it', async () => {
    const mine = phoneOf(here);
    await set({ [BACKLIGHT]: '30' }, { scope: 'desk', about: here.id });
    await mine();
    await deleteDesk({ ctx: office.ctx, input: { id: here.id } });
    expect((await mine()).get(BACKLIGHT)).toBe('%NULL%');
    expect(await list()).toEqual([]);
  });

  it('can be taken back, and made again', async () => {
    const { id } = await set({ [BACKLIGHT]: '30' });
    await set({ [BACKLIGHT]: '60', [BANNER]: 'x' });
    const undo = () => undoTemplate({ ctx: office.ctx, input: { id } });
    expect((await undo()).settings).toEqual([{ name: BACKLIGHT, value: '30' }]);
    expect((await undo()).settings).toHaveLength(2);
    await removeTemplate({ ctx: office.ctx, input: { id } });
    expect((await list()).map(({ settings, previous }) => [settings.length, previous.length])).toEqual([
      [0, 2],
    ]);
    expect((await undo()).settings).toHaveLength(2);
  });

  it('are refused whole for one setting that is not theirs to say, which is named', async () => {
    const attempt = set({ [BACKLIGHT]: '30', 'account.1.password': 'x', 'a b': 'y' });
    await expect(attempt).rejects.toMatchObject({
      code: 'invalid',
      fields: { 'settings.1.name': expect.any(String), 'settings.2.name': expect.any(String) },
    });
    const nobodyKnows = setTemplate({
      ctx: office.ctx,
      input: input({ [BANNER]: 'x' }),
      knowExtras: () => undefined,
    });
    expect(await codeOf(nobodyKnows)).toBe('invalid');
    expect(await list()).toEqual([]);
  });

  it('invariant 8: are in the audit log, without their values', async () => {
    const { id } = await set({ 'ldap.password': 'hush' });
    await undoTemplate({ ctx: office.ctx, input: { id } });
    await set({ [BANNER]: 'x' });
    await removeTemplate({ ctx: office.ctx, input: { id } });
    const entries = await audited();
    expect(entries.map(({ action }) => action)).toEqual([
      'template.removed',
      'template.changed',
      'template.undone',
      'template.changed',
    ]);
    expect(entries[3]?.details).toEqual({
      ...{ vendor: 'yealink', scope: 'tenant', about: '', settings: 1, desks: 2 },
    });
    expect(JSON.stringify(entries)).not.toContain('hush');
  });

  it('invariant 7: of another tenant are not there, and change nothing here', async () => {
    const { id } = await set({ [BACKLIGHT]: '30' });
    const other = await openOffice(database());
    const before = await versions();
    const otherSet = (given: Given) =>
      setTemplate({ ctx: other.ctx, input: input({ [BANNER]: 'x' }, given), knowExtras });
    expect(await codeOf(otherSet({ scope: 'desk', about: here.id }))).toBe('not_found');
    for (const verb of [removeTemplate, undoTemplate])
      expect(await codeOf(verb({ ctx: other.ctx, input: { id } }))).toBe('not_found');
    await otherSet({});
    expect(await versions()).toEqual(before);
    expect((await phoneOf(here)()).has(BANNER)).toBe(false);
    expect((await listTemplates({ ctx: other.ctx })).items).toHaveLength(1);
  });

  it('are shown before they are stored, and no password or address with its token is in that', async () => {
    await set({ 'ldap.password': 'hush', [BACKLIGHT]: '60' });
    const configuration = await configurationOfDesk({ ctx: office.ctx, input: { id: here.id } });
    const shown = (settings: Record<string, string>, given?: Given) =>
      previewTemplate(configuration, input(settings, given), { phonesUrl, registrar });
    const { lines, findings } = shown({ 'ldap.password': 'whisper', [BACKLIGHT]: '30', 'nosuch.thing': '1' });
    expect(findings).toEqual([{ at: 2, name: 'nosuch.thing', what: 'unknown' }]);
    expect(lines.filter(({ is }) => is === 'added' || is === 'removed')).toEqual([
      { is: 'removed', text: `${BACKLIGHT} = 60` },
      { is: 'added', text: `${BACKLIGHT} = 30` },
      { is: 'added', text: 'nosuch.thing = 1' },
    ]);
    const secrets = office.ctx.secrets;
    const all = JSON.stringify(shown({ 'static.auto_provision.custom.sync': '1', 'lang.gui': 'x' }).lines);
    for (const secret of [here.configToken, secrets.phoneAdminSecret(here.id), 'hush', 'whisper'])
      expect(JSON.stringify(lines) + all).not.toContain(secret);
    expect(shown({ [BACKLIGHT]: '1' }, { scope: 'site', about: 'Wedel' })).toMatchObject({
      isForDesk: false,
      lines: [],
    });
  });
});
