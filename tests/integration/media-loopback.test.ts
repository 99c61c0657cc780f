import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { halveRate } from '#server/media/halve-rate.ts';
import { type Media, type MediaHandle, startMedia } from '#server/media/media-client.ts';
import type { StreamSettings } from '#server/media/protocol.ts';
import { readWav, WIDE_SAMPLE_RATE } from '#server/media/wav.ts';
import { freePorts } from '../support/free-port.ts';

const promptFile = fileURLToPath(new URL('../../server/media/prompts/en/goodbye.wav', import.meta.url));

describe('two calls of the media thread, joined by the loopback', () => {
  let media: Media;
  let one: MediaHandle;
  let other: MediaHandle;

  beforeAll(async () => {
    const port = await freePorts(10);
    media = await startMedia({ portMin: port, portMax: port + 9, bindAddress: '127.0.0.1' });
    one = await media.open({ callId: 'one' });
    other = await media.open({ callId: 'other' });
  });
  afterAll(async () => {
    await media.close();
  });

  type Security = NonNullable<StreamSettings['srtp']>;
  const join = (codec: StreamSettings['codec'], srtp?: { ofOne: Security; ofOther: Security }): void => {
    const shared = { codec, telephoneEventPayloadType: 101, ptimeMs: 20, direction: 'sendrecv' as const };
    const to = ({ localPort: port }: MediaHandle) => ({ remote: { address: '127.0.0.1', port } });
    one.start({ ...shared, ...to(other), ...(srtp && { srtp: srtp.ofOne }) });
    other.start({ ...shared, ...to(one), ...(srtp && { srtp: srtp.ofOther }) });
  };
  const said = (): Int16Array => halveRate(readWav(readFileSync(promptFile), WIDE_SAMPLE_RATE));

  it.each([
    ['PCMA', 8],
    ['PCMU', 0],
    ['G722', 9],
  ] as const)('what one says in %s is what the other hears', async (name, payloadType) => {
    join({ name, payloadType });
    other.record();
    expect(await one.play(['goodbye'], 'en')).toBe('finished');
    expect(correlation(said(), await other.takeRecording())).toBeGreaterThan(0.98);
  });

  it('what is being said goes on when the codec changes', async () => {
    join({ name: 'PCMU', payloadType: 0 });
    other.record();
    const finished = one.play(['goodbye'], 'en');
    join({ name: 'PCMA', payloadType: 8 });
    expect(await finished).toBe('finished');
    expect(correlation(said(), await other.takeRecording())).toBeGreaterThan(0.9);
  });

  it.each(['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'] as const)(
    'what is said by %s is heard by who has the keys, and by nobody else',
    async (suite) => {
      const [ownKey, peerKey] = ['A'.repeat(40), 'B'.repeat(40)];
      const [ofOne, ofOther] = [
        { suite, ownKey, peerKey },
        { suite, ownKey: peerKey, peerKey: ownKey },
      ];
      join({ name: 'PCMU', payloadType: 0 }, { ofOne, ofOther });
      other.record();
      expect(await one.play(['goodbye'], 'en')).toBe('finished');
      expect(correlation(said(), await other.takeRecording())).toBeGreaterThan(0.98);
      join({ name: 'PCMU', payloadType: 0 }, { ofOne, ofOther: { ...ofOther, peerKey: 'C'.repeat(40) } });
      await other.takeRecording();
      other.record();
      await one.play(['goodbye'], 'en');
      expect(await other.takeRecording()).toHaveLength(0);
      join({ name: 'PCMU', payloadType: 0 });
    },
  );

  it('keys arrive once each, in their order', async () => {
    const digits: string[] = [];
    one.onDigit((digit) => digits.push(digit));
    await other.press('4711#');
    await one.play(['goodbye'], 'en');
    expect(digits.join('')).toBe('4711#');
  });

  it('a prompt that is cut short says so', async () => {
    const first = one.play(['logged-in'], 'en');
    one.stop();
    expect(await first).toBe('stopped');
  });

  it('a call that is closed gives its port back', async () => {
    await other.close();
    expect((await media.stats()).calls).toBe(1);
  });
});

describe('a call whose peer says nothing', () => {
  it('is said to be silent, once; not while it is held, nor while there is comfort noise', async () => {
    const port = await freePorts(10);
    const options = { portMin: port, portMax: port + 9, bindAddress: '127.0.0.1' };
    const media = await startMedia({ ...options, silenceMsMax: 2_000 });
    const silent: string[] = [];
    const open = async (name: string): Promise<MediaHandle> => {
      const call = await media.open({ callId: name });
      call.onSilent(() => silent.push(name));
      return call;
    };
    const [talking, held, noisy] = [await open('talking'), await open('held'), await open('noisy')];
    const peer = createSocket('udp4').bind(0, '127.0.0.1');
    await once(peer, 'listening');
    // RFC 3389: payload type 13. It answers each packet, so that it is no slower than the call.
    const noise = Uint8Array.of(0x80, 13, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 60);
    peer.on('message', () => peer.send(noise, noisy.localPort, '127.0.0.1'));
    const shared = { codec: { name: 'PCMU', payloadType: 0 }, ptimeMs: 20, direction: 'sendrecv' } as const;
    // Nobody is at port 9.
    const nobody = { address: '127.0.0.1', port: 9 };
    talking.start({ ...shared, remote: nobody });
    held.start({ ...shared, direction: 'recvonly', remote: nobody });
    noisy.start({ ...shared, remote: peer.address() });
    expect(await held.play(['enter-pin'], 'en')).toBe('finished');
    expect(silent).toEqual(['talking']);
    await media.close();
    peer.close();
  });
});

/** The best match of the said within the heard, 1 = the same. */
function correlation(said: Int16Array, heard: Int16Array): number {
  let best = 0;
  for (let offset = 0; offset + said.length <= heard.length + 800; offset += 1) {
    let [product, energySaid, energyHeard] = [0, 0, 0];
    for (let i = 0; i < said.length; i += 4) {
      const [a, b] = [said[i] ?? 0, heard[i + offset] ?? 0];
      product += a * b;
      energySaid += a * a;
      energyHeard += b * b;
    }
    best = Math.max(best, product / Math.sqrt(energySaid * energyHeard || 1));
  }
  return best;
}
