import { beforeEach, describe, expect, it } from 'vitest';
import { deleteDesk } from '#server/hotdesk/delete-desk.ts';
import { configurationByToken, deskById } from '#server/hotdesk/desk-configuration.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import { letResetPhoneIn } from '#server/hotdesk/let-reset-phone-in.ts';
import { logIn } from '#server/hotdesk/log-in.ts';
import { logOut } from '#server/hotdesk/log-out.ts';
import { listPhones } from '#server/hotdesk/phones.ts';
import { rearmDesk } from '#server/hotdesk/renew-desk.ts';
import {
  createProvisioning,
  type HandleProvisioning,
  type ProvisioningAnswer,
  type ProvisioningRequest,
} from '#server/provisioning/handle-request.ts';
import { eachDatabase } from '../../support/databases.ts';
import { answerChallenge } from '../../support/digest-client.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { parseYealink } from '../../unit/provisioning/vendors/yealink/parse-yealink.ts';

type Ask = Partial<ProvisioningRequest>;
type Answer = Omit<ProvisioningAnswer, 'body'> & { body: string };

eachDatabase('a phone fetches its configuration', (database) => {
  let office: Office;
  let desk: DeskRow;
  let handle: HandleProvisioning;
  let file: string;

  beforeEach(async () => {
    office = await openOffice(database());
    await office.user('101');
    desk = await office.desk('8001');
    const registrar = { host: '192.168.1.10', port: 5060 };
    handle = createProvisioning({ ...office.ctx, phonesUrl: 'http://192.168.1.10:3000', registrar });
    file = `/p/${desk.configToken}/${desk.mac}.cfg`;
  });

  /** One request; what it brings is sent whole. */
  async function ask(request: Ask = {}): Promise<Answer> {
    const { over, ...answer } = await handle({
      method: 'GET',
      path: file,
      source: '10.0.0.5',
      ...{ userAgent: undefined, authorization: undefined, ifNoneMatch: undefined },
      ...request,
    });
    await answer.sent?.();
    over?.(true);
    return { ...answer, body: Buffer.from(answer.body).toString() };
  }

  type Login = { username: string; password: string };

  /** What the last file told the phone to prove itself with. */
  function loginIn({ body }: Answer): Login {
    const settings = parseYealink(body);
    return {
      username: settings.get('static.auto_provision.server.username') ?? '',
      password: settings.get('static.auto_provision.server.password') ?? '',
    };
  }

  /** Is challenged, and answers as a phone does. */
  async function askProving(login: Login, more: Ask = {}): Promise<Answer> {
    const challenge = (await ask(more)).headers['www-authenticate'] ?? '';
    const uri = more.path ?? file;
    const authorization = answerChallenge({ challenge, method: more.method ?? 'GET', uri }, login);
    return ask({ ...more, authorization });
  }

  const row = async (): Promise<DeskRow | undefined> => deskById(office.ctx.db, desk.id);

  const logInHere = () =>
    logIn({
      ctx: office.ctx,
      input: { deskId: desk.id, extension: '101', pin: '4321', takeOver: false, via: 'api' },
    });
  const logOutHere = () => logOut({ ctx: office.ctx, input: { deskId: desk.id } });

  it('which says who it is now: the desk while that is free, the person while logged in', async () => {
    const first = await ask();
    expect(first.status).toBe(200);
    expect(parseYealink(first.body).get('account.1.user_name')).toBe('8001');
    await logInHere();
    const second = await askProving(loginIn(first));
    const settings = parseYealink(second.body);
    expect(settings.get('account.1.user_name')).toBe('101');
    expect(settings.get('account.1.password')).not.toBe(parseYealink(first.body).get('account.1.password'));
    await logOutHere();
    const third = await askProving(loginIn(second));
    expect(parseYealink(third.body).get('account.1.user_name')).toBe('8001');
  });

  it('and what was sent whole is noted, a 304 as well', async () => {
    const first = await ask();
    expect((await row())?.downloadedVersion).toBe(desk.configVersion);
    const again = await askProving(loginIn(first), { ifNoneMatch: first.headers['etag'] ?? '' });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect((await row())?.httpVersion).toBe(desk.configVersion);
  });

  describe('invariant 6: who gets a configuration', () => {
    it('nobody gets it without the token, and nothing tells a wrong one from a wrong file', async () => {
      const wrongToken = await ask({ path: `/p/${'a'.repeat(32)}/${desk.mac}.cfg` });
      const wrongFile = await ask({ path: `/p/${desk.configToken}/y000000000108.cfg` });
      const otherMac = await ask({ path: `/p/${desk.configToken}/001565ffffff.cfg` });
      const labelToken = await ask({ path: `/p/${desk.labelToken}/${desk.mac}.cfg` });
      expect(wrongToken).toEqual({ ...wrongFile });
      expect(wrongToken).toEqual(otherMac);
      expect(wrongToken).toEqual(labelToken);
      expect(wrongToken).toMatchObject({ status: 404, body: 'Not found.\n' });
    });

    it('nobody whose User-Agent names another phone', async () => {
      expect((await ask({ userAgent: 'Yealink SIP-T46U 108.86.0.20 00:15:65:ff:ff:ff' })).status).toBe(404);
    });

    it('once credentials were given, nobody without them', async () => {
      const first = await ask();
      expect((await ask()).status).toBe(401);
      expect((await askProving({ ...loginIn(first), password: 'wrong' })).status).toBe(401);
      expect((await askProving({ ...loginIn(first), username: 'other' })).status).toBe(401);
      expect((await askProving(loginIn(first))).status).toBe(200);
    });

    it('the former credentials end at the first use of the new', async () => {
      const first = await ask();
      await logInHere();
      const second = await askProving(loginIn(first));
      // The phone may not have taken the second file: what it holds still opens.
      expect((await askProving(loginIn(first))).status).toBe(200);
      expect((await askProving(loginIn(second))).status).toBe(200);
      expect((await askProving(loginIn(first))).status).toBe(401);
    });

    it('a phone that slept through many versions gets in with what it holds', async () => {
      const first = await ask();
      for (let turn = 0; turn < 3; turn += 1) {
        await logInHere();
        await logOutHere();
      }
      expect((await askProving(loginIn(first))).status).toBe(200);
    });

    it('a phone that was reset gets in for 15 minutes after re-arming', async () => {
      await ask();
      await rearmDesk({ ctx: office.ctx, input: { id: desk.id } });
      expect((await ask()).status).toBe(200);
      office.clock.advance(15 * 60_000);
      expect((await ask()).status).toBe(401);
    });

    it('and after it was seen by plug and play', async () => {
      await ask();
      const given = await row();
      if (given === undefined) throw new Error('no desk');
      await letResetPhoneIn(office.ctx, given);
      expect((await ask()).status).toBe(200);
    });
  });

  it('an old nonce is asked for again, not refused', async () => {
    const first = await ask();
    const challenge = (await ask()).headers['www-authenticate'] ?? '';
    office.clock.advance(6 * 60_000);
    const authorization = answerChallenge({ challenge, method: 'GET', uri: file }, loginIn(first));
    const answer = await ask({ authorization });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('stale=true');
  });

  it('a desk that was removed serves the release', async () => {
    const first = await ask();
    await deleteDesk({ ctx: office.ctx, input: { id: desk.id } });
    const released = await askProving(loginIn(first));
    expect(parseYealink(released.body).get('account.1.enable')).toBe('0');
    expect((await configurationByToken(office.ctx.db, desk.configToken))?.account).toBeNull();
  });

  it('answers names in upper case and with a slash too many, and a HEAD without noting a download', async () => {
    const path = `/p/${desk.configToken}//${desk.mac.toUpperCase()}.CFG`;
    const head = await ask({ method: 'HEAD', path });
    expect(head).toMatchObject({ status: 200, body: '' });
    expect((await row())?.downloadedVersion).toBeNull();
    const got = await ask({ path });
    expect(got.headers['content-length']).toBe(head.headers['content-length']);
  });

  it.each(['PUT', 'POST', 'DELETE', 'OPTIONS'])('refuses %s', async (method) => {
    expect(await ask({ method })).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  it.each(['/p', '/p/', '/p/x', '/p/../etc/passwd', `/p/${'a'.repeat(32)}/..%2f..%2fetc`])(
    'has nothing at %s',
    async (path) => {
      expect((await ask({ path })).status).toBe(404);
    },
  );

  it('slows down whoever tries tokens, and nobody else', async () => {
    const wrong = { path: `/p/${'b'.repeat(32)}/x.cfg` };
    const answers = await Promise.all(Array.from({ length: 61 }, () => ask(wrong)));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    expect((await ask()).status).toBe(200);
  });

  it('a phone that was never heard of gets what the model reads that its first request names', async () => {
    const base = await office.desk('8002', { vendor: 'gigaset', mac: '7c2f80e0d605' });
    const path = `/p/${base.configToken}/config.xml`;
    const userAgent = 'Gigaset N870 IP PRO/83.V2.11.0+build.a546b91;7C2F80E0D605';
    expect((await ask({ path, userAgent })).body).toContain('productID="e2"');
  });

  it('the phone is seen, with what it says of itself', async () => {
    const pairs = desk.mac.match(/../g)?.join(':') ?? '';
    await ask({ userAgent: `Yealink SIP-T46U 108.86.0.20 ${pairs}` });
    const { items } = await listPhones({ ctx: office.ctx, input: { limit: 50 } });
    expect(items.find(({ mac }) => mac === desk.mac)).toMatchObject({
      vendor: 'yealink',
      model: 'T46U',
      firmware: '108.86.0.20',
      ip: '10.0.0.5',
      deskId: desk.id,
    });
  });
});
