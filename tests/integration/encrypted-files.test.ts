import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { readFlatProfile, simCisco } from '#server/sim/makes/cisco.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import { answerChallenge } from '../support/digest-client.ts';
import { addUser, expectDone } from '../support/interop-office.ts';
import { readByOpenssl } from '../support/openssl.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';

const missing = whyMissing('openssl');
const MAC = '001565aabbcc';

describe.skipIf(missing !== undefined)(`the files of a Cisco, encrypted ${missing ?? ''}`, () => {
  let perch: PerchProcess;
  let phones: SimPhones;
  let phone: SimPhone;
  let desk: DeskView;

  beforeAll(async () => {
    perch = await startPerch();
    phones = await simPhones(perch.sipPort);
    await addUser(perch, '101', '4321');
    const made = { displayName: 'Window 3', extension: '8001', mac: MAC, vendor: 'cisco' };
    const body = { ...made, provisioning: 'link', network: 'lan' };
    desk = (await expectDone(perch.api('POST', '/desks', body))) as DeskView;
    phone = await phones.make(MAC, simCisco);
    await phone.setUrl(`${desk.provisioningUrl}$MA.xml`);
    await isSettled();
  });
  afterAll(async () => {
    await phones?.stop();
    await perch?.[Symbol.asyncDispose]();
  });

  const set = (encrypted: string[], certified: string[] = []) =>
    perch.api('PUT', '/phone-security', { encrypted, certified });
  const rule = () => phone.settings.get('Profile_Rule') ?? '';
  const keyIn = (given: string) => /--key "(\w+)"/.exec(given)?.[1] ?? '';

  /** The phone has taken the file of now, and is registered with it. */
  async function isSettled(): Promise<void> {
    for (;;) {
      const now = (await expectDone(perch.api('GET', `/desks/${desk.id}`))) as DeskView;
      if (now.phone.state === 'settled') return;
      await sleep(50);
    }
  }

  /** Asks as the phone would that has this rule, for a file that may be another one. */
  async function ask(given: string, { path, uri = path }: { path: string; uri?: string }): Promise<Response> {
    const [username = '', password = ''] = ['uid', 'pwd'].map(
      (name) => new RegExp(`--${name} (\\S+?)[ \\]]`).exec(given)?.[1] ?? '',
    );
    const url = `${perch.url}${path}`;
    const headers = { 'user-agent': simCisco.httpUserAgent({ ...simCisco, mac: MAC }) };
    const challenge = (await fetch(url, { headers })).headers.get('www-authenticate') ?? '';
    const request = { challenge, method: 'GET', uri };
    const authorization = answerChallenge(request, { username, password });
    return fetch(url, { headers: { ...headers, authorization } });
  }
  const plainPath = () => `${new URL(desk.provisioningUrl).pathname}${MAC}.xml`;
  const encryptedPath = () => `${new URL(desk.provisioningUrl).pathname}encrypted/${MAC}.xml`;

  it('begin with one that is not, and tells the key', async () => {
    expect(rule()).not.toContain('--key');
    expect(await set(['cisco'])).toMatchObject({ status: 200, body: { encrypted: ['cisco'] } });
    await phone.until(() => rule().includes('--key'));
    await isSettled();
    expect(rule()).toContain('/encrypted/$MA.xml');
  });

  it('bring a log-in to the phone, and nobody on the way reads it who has not the key', async () => {
    const before = rule();
    const login = { extension: '101', pin: '4321' };
    await expectDone(perch.api('POST', `/desks/${desk.id}/login`, login));
    await phone.until(({ registeredAs }) => registeredAs === '101');
    await isSettled();
    expect(rule(), 'the key is another one each time').not.toBe(before);
    const answer = await ask(rule(), { path: encryptedPath() });
    const file = Buffer.from(await answer.arrayBuffer());
    expect([answer.status, file.toString('latin1', 0, 8)]).toEqual([200, 'Salted__']);
    const secret = phone.settings.get('Password_1_') ?? '';
    expect(file.includes(secret)).toBe(false);
    const profile = readFlatProfile(readByOpenssl(file, keyIn(rule())));
    expect(profile.get('Password_1_')).toBe(secret);
    expect(profile.get('User_ID_1_')).toBe('101');
  });

  it('do not come without proof, and what was heard on the way does not open the file that is not encrypted', async () => {
    expect((await fetch(`${perch.url}${encryptedPath()}`)).status).toBe(401);
    expect((await ask(rule(), { path: plainPath(), uri: encryptedPath() })).status).toBe(401);
    expect((await ask(rule(), { path: plainPath() })).status, 'who has the rule has it all').toBe(200);
  });

  it('end with one that is encrypted, and says so', async () => {
    await expectDone(set([]));
    await phone.until(() => !rule().includes('--key'));
    await isSettled();
    await expectDone(perch.api('POST', `/desks/${desk.id}/logout`));
    await phone.until(({ registeredAs }) => registeredAs === '8001');
  });

  it('are not to be had for phones that cannot read them, nor certificates where nobody asks for them', async () => {
    expect(await set(['yealink'])).toMatchObject({
      status: 422,
      body: { error: { fields: { encrypted: expect.any(String) } } },
    });
    expect(await set([], ['poly'])).toMatchObject({ status: 422 });
    expect(await set(['nobody'])).toMatchObject({ status: 422 });
  });

  it('are in nobody’s hands when the desk is removed', async () => {
    await expectDone(set(['cisco']));
    await phone.until(() => rule().includes('--key'));
    await isSettled();
    await expectDone(perch.api('DELETE', `/desks/${desk.id}`));
    await phone.until(({ settings }) => simCisco.accountOf(settings) === undefined);
    await phone.until(() => rule() === '/$PSN.xml');
  });
});
