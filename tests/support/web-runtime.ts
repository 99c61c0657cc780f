import type { HotdeskContext } from '#server/hotdesk/context.ts';
import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { FirmwareStore } from '#server/hotdesk/firmware/store.ts';
import { silentLog } from '#server/ports/log.ts';
import { err } from '#server/ports/result.ts';
import { rpsError } from '#server/rps/rps-error.ts';
import type { WebRuntime } from '#server/web/runtime.ts';

export type TestRuntime = WebRuntime & {
  /** Hands an event to everybody who listens, as the outbox would. */
  tell(event: HotdeskEvent): void;
  /** How many listen now. */
  listenerCount(): number;
  stop(): void;
};

const noFirmware: FirmwareStore = {
  maxBytes: 0,
  receive: () => Promise.reject(new Error('this office keeps no firmware')),
  remove: async () => {},
};

/** What main.ts would make for the web side, over an office's context. */
export function webRuntime(ctx: HotdeskContext, more: Partial<WebRuntime> = {}): TestRuntime {
  const listeners = new Set<(event: HotdeskEvent) => void>();
  const stopping = new AbortController();
  const { db, clock, random, secrets, pins, barrier } = ctx;
  return {
    hotdesk: { db, clock, random, secrets, pins, barrier },
    links: { peopleUrl: 'http://perch.test', phonesUrl: 'http://phones.test' },
    isPeopleUrlGiven: true,
    registrar: { host: '192.0.2.1', port: 5060 },
    log: silentLog,
    firmware: noFirmware,
    rps: { kinds: {}, endpoints: {}, send: async () => err(rpsError('unreachable')) },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    gatewayState: () => undefined,
    canSendMail: false,
    asksForCertificates: false,
    checks: async () => [],
    stopping: stopping.signal,
    tell: (event) => {
      for (const listener of listeners) listener(event);
    },
    listenerCount: () => listeners.size,
    stop: () => stopping.abort(),
    ...more,
  };
}
