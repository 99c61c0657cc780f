import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import { Registration } from '#server/sip/uac/registration.ts';
import type { PhoneAccount } from './makes/make.ts';

type Deps = {
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  scheduler: Scheduler;
  flowTo(server: { host: string; port: number }): Flow;
  contactOf(account: PhoneAccount): string;
  userAgent(): string;
  changed(): void;
};

const RETRY_MS = 30_000;

/** The account of a phone, and that it is registered. */
export class RegisteredAccount {
  readonly #deps: Deps;
  #account: PhoneAccount | undefined;
  #registration: Registration | undefined;
  #stopRefreshing: () => void = () => {};
  /** As whom the server has it. */
  registeredAs: string | undefined;
  /** The status that refused its last registration. */
  lastRefusal: number | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get account(): PhoneAccount | undefined {
    return this.#account;
  }

  /** The former account says goodbye, the new one registers. */
  become(account: PhoneAccount | undefined): void {
    if (JSON.stringify(account) === JSON.stringify(this.#account)) return;
    this.#stopRefreshing();
    this.#deps.run((_, nowMs) => this.#registration?.register(0, nowMs));
    this.registeredAs = undefined;
    this.#account = account;
    this.#registration = undefined;
    if (account !== undefined) this.#deps.run((engine, nowMs) => this.#begin(engine, account, nowMs));
  }

  /** Refreshes its registration before it is due. */
  registerNow(): void {
    const seconds = this.#account?.expiresSeconds ?? 0;
    this.#deps.run((_, nowMs) => this.#registration?.register(seconds, nowMs));
  }

  /** Power off: nobody is told, and the next registration is a new one. */
  stop(): void {
    this.#stopRefreshing();
    this.registeredAs = undefined;
    this.#account = undefined;
    this.#registration = undefined;
  }

  #begin(engine: SipEngine, account: PhoneAccount, nowMs: number): void {
    const { host, port } = account.server;
    const ifCurrent = (then: () => void): void => {
      if (registration !== this.#registration) return;
      then();
      this.#deps.changed();
    };
    const registration: Registration = new Registration({
      engine,
      flow: this.#deps.flowTo(account.server),
      account: { username: account.authName, password: account.password },
      registrar: `sip:${host}:${port}`,
      aor: `sip:${account.user}@${host}`,
      contact: this.#deps.contactOf(account),
      userAgent: this.#deps.userAgent(),
      user: {
        registered: (seconds) =>
          ifCurrent(() => {
            this.registeredAs = account.user;
            this.#refreshIn(seconds * 500);
          }),
        failed: (status) =>
          ifCurrent(() => {
            this.lastRefusal = status;
            this.registeredAs = undefined;
            this.#refreshIn(RETRY_MS);
          }),
      },
    });
    this.#registration = registration;
    registration.register(account.expiresSeconds, nowMs);
  }

  #refreshIn(delayMs: number): void {
    this.#stopRefreshing();
    this.#stopRefreshing = this.#deps.scheduler.after(delayMs, () => this.registerNow());
  }
}
