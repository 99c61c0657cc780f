import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceCertificate } from '#server/provisioning/device-certificate.ts';
import { certificateReader } from '#server/provisioning/presented-certificate.ts';
import { FakeClock } from '../../fakes/fake-clock.ts';
import { makerPem } from '../../support/maker-certificates.ts';
import { loopbackCertificateFiles, pemOf } from '../../support/test-certificate.ts';

const own = pemOf(loopbackCertificateFiles);

/** A listener that asks for certificates of phones and insists on none. */
describe('the certificate that a phone shows in TLS', () => {
  let server: Server;
  let read: DeviceCertificate | undefined;

  async function listen(authority: string): Promise<void> {
    const clock = new FakeClock(Date.UTC(2027, 0, 1));
    const certificateOf = certificateReader([new X509Certificate(makerPem(authority))], clock);
    const asking = { requestCert: true, rejectUnauthorized: false, ca: [makerPem(authority)] };
    server = createServer({ ...own, ...asking }, (req, res) => {
      read = certificateOf(req);
      res.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  beforeEach(() => {
    read = undefined;
  });
  afterEach(() => void server.close());

  async function show(...chain: string[]): Promise<readonly string[] | undefined> {
    const { port } = server.address() as AddressInfo;
    const shown = { cert: chain.map(makerPem).join(''), key: makerPem(`${chain[0]}-key`) };
    const asked = request({ host: '127.0.0.1', port, ca: own.cert, ...shown }).end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    return read?.macs;
  }

  it('counts by itself where the authority is the one that signed it', async () => {
    await listen('issuing');
    expect(await show('phone')).toEqual(['001565aabbcc']);
    expect(await show('forged')).toBeUndefined();
  });

  it('counts with what stands between where the authority is the root, and not without', async () => {
    await listen('root');
    expect(await show('phone', 'issuing')).toEqual(['001565aabbcc']);
    expect(await show('phone')).toBeUndefined();
    expect(await show('child', 'other-phone', 'issuing')).toBeUndefined();
  });
});
