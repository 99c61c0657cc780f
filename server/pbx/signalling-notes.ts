import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import { GroupedLog } from '#server/hotdesk/grouped-log.ts';
import type { DeskId } from '#server/hotdesk/ids.ts';
import {
  type RegisterRefusal,
  type SignallingNote,
  storeSignalling,
} from '#server/hotdesk/phone-signalling.ts';
import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import type { Log } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { asIpv4 } from '#server/ports/source.ts';
import type { Flow } from '#server/sip/flow.ts';
import type { Notified } from './notify-phone.ts';

type Deps = { hotdesk: HotdeskDeps; scheduler: Scheduler; log: Log };

/** Writes down, for people to look at, what happens between phones and us. Nothing waits for it or hangs on it. */
export class SignallingNotes {
  readonly #nowMs: () => number;
  readonly #log: GroupedLog<SignallingNote>;

  constructor({ hotdesk, scheduler, log }: Deps) {
    this.#nowMs = () => hotdesk.clock.nowMs();
    const write = (notes: readonly SignallingNote[]) => storeSignalling(hotdesk.db, notes);
    this.#log = new GroupedLog({ write, scheduler, log });
  }

  notified(deskId: DeskId, event: string, outcome: Notified): void {
    this.#log.add({ is: 'notified', deskId, event, outcome, atMs: this.#nowMs() });
  }

  refused({ deskId }: SipCredential, why: RegisterRefusal, { remote }: Flow): void {
    const from = asIpv4(remote.address);
    this.#log.add({ is: 'refused', deskId, for: why, from, atMs: this.#nowMs() });
  }

  banned(source: string, untilMs: number): void {
    const stray = { what: 'sip-ban' as const, source, mac: undefined, atMs: this.#nowMs(), untilMs };
    this.#log.add({ is: 'stray', stray });
  }

  flush(): Promise<void> {
    return this.#log.flush();
  }
}
