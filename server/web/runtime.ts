import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { Links } from '#server/hotdesk/desk-view.ts';
import type { HotdeskEvent } from '#server/hotdesk/events.ts';
import type { FirmwareStore } from '#server/hotdesk/firmware/store.ts';
import type { Log } from '#server/ports/log.ts';
import type { ProviderWorld } from '#server/rps/providers-of-accounts.ts';

/** One line of the start-up check-list: what would keep phones from working. */
export type Check = {
  id: string;
  state: 'ok' | 'waiting' | 'warning' | 'problem';
  title: string;
  /** What was found, and what it is filled in with: by these a page says it in its own language. */
  code: string;
  values: Readonly<Record<string, string | number>>;
  /** What to do, in a sentence. */
  detail: string;
};

export type GatewayTroubleCode =
  | 'answer'
  | 'register_answer'
  | 'no_answer'
  | 'unknown_name'
  | 'no_name_service'
  | 'connection'
  | 'certificate';

/** How a gateway is doing. */
export type GatewayState = {
  state: 'healthy' | 'down' | 'registering' | 'registered' | 'refused' | 'off';
  /** ISO 8601. */
  since: string;
  /** Why it takes no call, in English. */
  error: string | null;
  /** The same, by which a page says it in its own language. */
  trouble: { code: GatewayTroubleCode; detail: string } | null;
};

/** What the web side of a process shares with the rest of it. */
export type WebRuntime = {
  hotdesk: HotdeskDeps;
  links: Links;
  /** False where the public address was put together from one that may change. */
  isPeopleUrlGiven: boolean;
  /** Where phones register that go straight. */
  registrar: { host: string; port: number };
  log: Log;
  firmware: FirmwareStore;
  /** The makers' redirection services, and how they are reached. */
  rps: ProviderWorld;
  /** Live events, in order; answers how to stop. */
  subscribe(listener: (event: HotdeskEvent) => void): () => void;
  checks(): Promise<Check[]>;
  /** Undefined for one that is not known here: the SIP side may be another process. */
  gatewayState(gatewayId: string): GatewayState | undefined;
  /** Whether a mail server is set. */
  canSendMail: boolean;
  /** Whether phones are asked for the certificates of their makers. */
  asksForCertificates: boolean;
  /** Aborted when the process stops: open streams end. */
  stopping: AbortSignal;
};

const KEY = Symbol.for('perch.runtime');
type Holder = { [KEY]?: WebRuntime };

/**
 * Next bundles its own copy of every module it imports, so a module-level variable here would be two. This is the only
 * thing that both sides share in memory.
 */
export function setRuntime(runtime: WebRuntime): void {
  (globalThis as Holder)[KEY] = runtime;
}

export function getRuntime(): WebRuntime {
  const runtime = (globalThis as Holder)[KEY];
  if (runtime === undefined) throw new Error('the web side was asked before the process had started');
  return runtime;
}
