import { setTimeout as sleep } from 'node:timers/promises';
import { type MediaHandle, startMedia } from '#server/media/media-client.ts';

/** A process with nothing but the media thread: it speaks as many calls as it is told, until it is killed. */
export type SpeakerOrder = { calls: number; listenerPort: number; isSecured: boolean };

/** What others have of them is passed over. */
const PORT_MIN = 10_000;
const PORT_MAX = 19_999;
const KEY = Buffer.alloc(30, 7).toString('base64');

async function speak({ calls, listenerPort, isSecured }: SpeakerOrder): Promise<void> {
  const media = await startMedia({ portMin: PORT_MIN, portMax: PORT_MAX, bindAddress: '127.0.0.1' });
  for (let number = 0; number < calls; number += 1) {
    const call = await media.open({ callId: String(number) });
    call.start({
      ...{ codec: { name: 'PCMU', payloadType: 0 }, ptimeMs: 20, direction: 'sendrecv' },
      ...{ telephoneEventPayloadType: 101, remote: { address: '127.0.0.1', port: listenerPort } },
      ...(isSecured && { srtp: { suite: 'AES_CM_128_HMAC_SHA1_80', ownKey: KEY, peerKey: KEY } }),
    });
    void sayOn(call);
    // Calls come one after the other, not all in one moment.
    await sleep(1);
  }
  process.send?.('speaking');
}

async function sayOn(call: MediaHandle): Promise<never> {
  for (;;) await call.play(['enter-pin', 'desk-occupied-press-1'], 'en');
}

process.once('message', (order: SpeakerOrder) => void speak(order));
process.once('disconnect', () => process.exit());
