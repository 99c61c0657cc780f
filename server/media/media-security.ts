import type { StreamSettings } from './protocol.ts';
import { SrtpReceiver, SrtpSender } from './srtp.ts';
import { srtpPrimitives } from './srtp-primitives.ts';

type Agreed = NonNullable<StreamSettings['srtp']>;

/** A call's encryption, in both directions; nothing at all where none was agreed. */
export class MediaSecurity {
  #agreed: Agreed | undefined;
  #sender: SrtpSender | undefined;
  #receiver: SrtpReceiver | undefined;

  /** What the newest offer and answer say. What has not changed goes on with its counters. */
  agree(agreed: Agreed | undefined): void {
    const before = this.#agreed;
    this.#agreed = agreed;
    if (agreed === undefined) {
      this.#sender = undefined;
      this.#receiver = undefined;
      return;
    }
    const isSameSuite = agreed.suite === before?.suite;
    if (!isSameSuite || agreed.ownKey !== before.ownKey)
      this.#sender = new SrtpSender(settingsOf(agreed, agreed.ownKey));
    if (!isSameSuite) this.#receiver = new SrtpReceiver(settingsOf(agreed, agreed.peerKey));
    else if (agreed.peerKey !== before.peerKey) this.#receiver?.rekey(settingsOf(agreed, agreed.peerKey));
  }

  protect(packet: Uint8Array): Uint8Array {
    return this.#sender === undefined ? packet : this.#sender.protect(packet);
  }

  /** Undefined for what does not come from the peer. */
  unprotect(bytes: Uint8Array): Uint8Array | undefined {
    return this.#receiver === undefined ? bytes : this.#receiver.unprotect(bytes);
  }
}

const settingsOf = ({ suite }: Agreed, key: string) => ({
  suite,
  masterKey: new Uint8Array(Buffer.from(key, 'base64')),
  primitives: srtpPrimitives,
});
