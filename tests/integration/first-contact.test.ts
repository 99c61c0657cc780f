import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, rootCertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeskView } from '#server/hotdesk/desk-view.ts';
import { simFanvil } from '#server/sim/makes/fanvil.ts';
import { simGrandstream, simGrandstreamGrp } from '#server/sim/makes/grandstream.ts';
import type { SimMake } from '#server/sim/makes/make.ts';
import { simSnom } from '#server/sim/makes/snom.ts';
import { simYealink } from '#server/sim/makes/yealink.ts';
import type { SimPhone } from '#server/sim/sim-phone.ts';
import { freePort } from '../support/free-port.ts';
import { expectDone } from '../support/interop-office.ts';
import { makerFile, shownBy } from '../support/maker-certificates.ts';
import { type PerchProcess, startPerch } from '../support/perch-process.ts';
import { type SimPhones, simPhones } from '../support/sim-phones.ts';
import { loopbackCertificateFiles, pemOf } from '../support/test-certificate.ts';

const MAC = '001565aabbcc';
const { cert: ca } = pemOf(loopbackCertificateFiles);
/** It knows the authorities of the world, and not that of the house. */
const tls = { ...shownBy('phone'), ca: [...rootCertificates] };

describe('a house with an authority of its own', () => {
  let perch: PerchProcess;
  let phones: SimPhones;
  let https: string;
  let plain: string;

  beforeAll(async () => {
    const { certFile: TLS_CERT, keyFile: TLS_KEY } = loopbackCertificateFiles;
    setDefaultCACertificates([...getCACertificates('default'), ca]);
    const [port, plainPort, phonePort] = [await freePort(), await freePort(), await freePort()];
    [https, plain] = [`https://127.0.0.1:${phonePort}`, `http://127.0.0.1:${plainPort}`];
    perch = await startPerch({
      env: {
        ...{ PORT: `${port}`, PERCH_URL: `https://127.0.0.1:${port}`, TLS_CERT, TLS_KEY },
        ...{ PLAIN_PORT: `${plainPort}`, PLAIN_FILES: 'bootstrap' },
        ...{ PHONE_TLS_PORT: `${phonePort}`, PHONE_CA: makerFile('root') },
      },
    });
    phones = await simPhones(perch.sipPort);
  });
  afterAll(async () => {
    await phones?.stop();
    await perch?.[Symbol.asyncDispose]();
  });

  async function addDesk(vendor: string): Promise<DeskView> {
    const made = { displayName: 'Window 3', extension: '8001', mac: MAC, vendor };
    return (await expectDone(
      perch.api('POST', '/desks', { ...made, provisioning: 'pnp', network: 'lan' }),
    )) as DeskView;
  }
  const removeDesk = ({ id }: DeskView) => expectDone(perch.api('DELETE', `/desks/${id}`));

  const pathOf = ({ provisioningUrl }: DeskView) => new URL(provisioningUrl).pathname;

  /** With the token, and trusting the house, as somebody could who has listened. */
  async function overHttps(url: string, shown: { cert?: string; key?: string } = {}): Promise<number> {
    const asked = request(url, { ca, headers: { 'user-agent': 'Yealink SIP-T54W 96.86.0.70' }, ...shown });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    await once(answer, 'end');
    return answer.statusCode ?? 0;
  }

  async function isSettled({ id }: DeskView): Promise<DeskView> {
    for (;;) {
      const desk = (await expectDone(perch.api('GET', `/desks/${id}`))) as DeskView;
      if (desk.phone.state === 'settled') return desk;
      await sleep(50);
    }
  }

  const makes: [string, SimMake, string][] = [
    [simYealink.name, simYealink, `${MAC}.cfg`],
    [simSnom.name, simSnom, `${MAC}.xml`],
    [simGrandstream.name, simGrandstream, `cfg${MAC}.xml`],
    [simGrandstreamGrp.name, simGrandstreamGrp, `cfg${MAC}.xml`],
  ];
  describe.each(makes)('and a %s', (_name, make, fileName) => {
    let desk: DeskView;
    let phone: SimPhone;

    it('is not reached over HTTPS by one that was told only where it is', async () => {
      desk = await addDesk(make.vendor);
      const stranger = await phones.make(MAC, make, { tls });
      await stranger.setUrl(`${https}${pathOf(desk)}${make === simSnom ? fileName : ''}`);
      expect(stranger.requests.length).toBeGreaterThan(0);
      expect(stranger.requests.every((line) => line.endsWith(' unreachable'))).toBe(true);
      await stranger.unplug();
    });

    it('tells it over plain HTTP whom to trust, and it comes by HTTPS and registers', async () => {
      phone = await phones.make(MAC, make, { tls });
      await phone.plugIn();
      await phone.until(({ settings }) => settings.size > 0);
      expect(desk.provisioningUrl.startsWith(`${plain}/p/`)).toBe(true);
      expect(phone.display.status).toBe('waiting');
      for (; phone.registeredAs === undefined; await sleep(50)) await phone.provision();
      expect(await isSettled(desk)).toMatchObject({ registeredAs: '8001' });
    });

    it('has said no secret of it over plain HTTP, and says none now', async () => {
      const { authName = '', password = '' } = make.accountOf(phone.settings) ?? {};
      const { username, password: httpPassword } = make.provisioningOf(phone.settings);
      const secrets = [authName, password, username, httpPassword];
      for (const secret of secrets) expect(secret.length).toBeGreaterThan(8);
      const names = [
        fileName,
        `${MAC}.boot`,
        '',
        `snomD785-${MAC}.htm`,
        `encrypted/${fileName}`,
        'authority.pem',
      ];
      const answers = await Promise.all(names.map((name) => fetch(`${plain}${pathOf(desk)}${name}`)));
      expect(answers[0]?.status).toBe(200);
      const said = (await Promise.all(answers.map((answer) => answer.text()))).join('\n');
      for (const secret of secrets) expect(said).not.toContain(secret);
    });

    it('gives who has listened nothing, and no other phone, not even when it is let back in', async () => {
      const file = `${https}${pathOf(desk)}${fileName}`;
      expect(await overHttps(file)).toBe(401);
      expect(await overHttps(file, shownBy('forged'))).toBe(401);
      expect(await overHttps(file, shownBy('other-phone'))).toBe(404);
      await phone.unplug();
      // As from its factory: who asks by plug and play is let back in.
      const again = await phones.make(MAC, make, { tls });
      await again.plugIn();
      await again.until(({ settings }) => settings.size > 0);
      const { items } = (await expectDone(perch.api('GET', '/audit?limit=20'))) as { items: unknown[] };
      expect(items).toContainEqual(
        expect.objectContaining({
          action: 'desk.rearmed',
          subject: expect.objectContaining({ id: desk.id }),
        }),
      );
      expect(await overHttps(file)).toBe(401);
      for (; again.registeredAs === undefined; await sleep(50)) await again.provision();
      await again.unplug();
      await removeDesk(desk);
    });
  });

  it('gives nobody the first file of a phone that has not come yet', async () => {
    const desk = await addDesk('yealink');
    expect(await overHttps(`${https}${pathOf(desk)}${MAC}.cfg`)).toBe(403);
    expect(await overHttps(`${perch.url}${pathOf(desk)}${MAC}.cfg`)).toBe(403);
    await removeDesk(desk);
  });

  it('says of a make that cannot be told that it gets nothing, and why', async () => {
    const desk = await addDesk('fanvil');
    const phone = await phones.make(MAC, simFanvil, { tls });
    await phone.plugIn();
    for (; !phone.requests.includes(`${MAC}.cfg 404`); await sleep(50)) await phone.provision();
    expect(perch.output()).toContain('cannot be told whom to trust');
    for (;;) {
      const page = JSON.stringify((await perch.api('GET', `/phones/${MAC}`)).body);
      if (page.includes('"outcome":"not-over-plain"')) break;
      await sleep(50);
    }
    await removeDesk(desk);
  });
});
