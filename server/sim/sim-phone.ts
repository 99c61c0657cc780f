import type { Media } from '#server/media/media-client.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Random } from '#server/ports/random.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { createSipEngine, type SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import { tagOf, toOf } from '#server/sip/message/message.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { SipStack } from '#server/sip/transport/stack.ts';
import { openUdp, type UdpTransport } from '#server/sip/transport/udp.ts';
import type { PhoneTls } from './download.ts';
import type { PhoneAccount, PhoneIdentity, PhoneSettings, SimMake } from './makes/make.ts';
import { simYealink } from './makes/yealink.ts';
import { answerNotify } from './notified.ts';
import { PhoneCall, type PhoneLine } from './phone-call.ts';
import { PhoneProvisioning } from './phone-provisioning.ts';
import { RegisteredAccount } from './registered-account.ts';

export type SimPhoneOptions = {
  /** 12 lower-case hex digits. */
  mac: string;
  address: string;
  /** Where the PnP SUBSCRIBE goes: the multicast group, or a server in tests. */
  pnpTo: { address: string; port: number };
  media: Media;
  clock: Clock;
  scheduler: Scheduler;
  random: Random;
  /** Yealink, if none is named. */
  make?: SimMake;
  model?: string;
  firmware?: string;
  /** How long a restart takes. */
  rebootMs?: number;
  /** Its connection breaks after so many bytes of firmware, once for each time that it fetches some. */
  breaksOffAfterBytes?: number;
  /** Whom it trusts as it left the factory, and the certificate that its maker put into it. */
  tls?: PhoneTls;
  changed?(phone: SimPhone): void;
};

const REBOOT_MS = 2_000;

/** A phone on a desk as far as the network can tell: it starts, finds its configuration, registers, calls and obeys. */
export class SimPhone {
  readonly mac: string;
  readonly make: SimMake;
  readonly #options: SimPhoneOptions;
  readonly #phone: { -readonly [Field in keyof PhoneIdentity]: PhoneIdentity[Field] };
  readonly #stack: SipStack;
  readonly #udp: UdpTransport;
  readonly #provisioning: PhoneProvisioning;
  readonly #registered: RegisteredAccount;
  readonly #waiting = new Set<() => void>();
  #call: PhoneCall | undefined;
  #isOn = false;
  /** Hears nothing either. */
  #isRestarting = false;
  /** The last Event of a NOTIFY. */
  lastNotify: string | undefined;
  reboots = 0;
  /** Hears nothing that is sent to it unasked: as when a NAT has forgotten it. */
  isDeaf = false;

  static async make(options: SimPhoneOptions): Promise<SimPhone> {
    const stack = new SipStack(options.clock, options.scheduler);
    const udp = await openUdp({ address: options.address, port: 0, user: stack });
    stack.add(udp);
    return new SimPhone(options, stack, udp);
  }

  private constructor(options: SimPhoneOptions, stack: SipStack, udp: UdpTransport) {
    this.mac = options.mac;
    this.make = options.make ?? simYealink;
    this.#options = options;
    this.#stack = stack;
    this.#udp = udp;
    const { make } = this;
    const { scheduler, mac } = options;
    const phone = {
      mac,
      model: options.model ?? make.model,
      firmware: options.firmware ?? make.firmware,
    };
    this.#phone = phone;
    this.#provisioning = new PhoneProvisioning({
      ...{ make, phone, scheduler, breaksOffAfterBytes: options.breaksOffAfterBytes },
      tls: options.tls ?? {},
      flashed: (version) => {
        this.#phone.firmware = version;
        this.#reboot();
      },
      isBusy: () => this.#isInCall,
      applied: (settings) => {
        this.#registered.become(make.accountOf(settings));
        this.#changed();
      },
    });
    this.#registered = new RegisteredAccount({
      scheduler,
      run: (work) => void stack.run(work),
      flowTo: (server) => this.#flowTo(server),
      contactOf: (account) => this.#contact(account),
      userAgent: () => make.sipUserAgent(phone),
      changed: () => this.#changed(),
    });
    stack.drive(
      createSipEngine({
        random: options.random,
        send: (flow, bytes) => stack.send(flow, bytes),
        sentBy: () => ({ host: options.address, port: udp.local.port }),
        user: {
          onRequest: (transaction, nowMs) => this.#received(transaction, nowMs),
          onAck: (ack, _flow, nowMs) => (this.#call?.owns(ack) ? this.#call.ack(ack, nowMs) : undefined),
        },
      }),
    );
  }

  get registeredAs(): string | undefined {
    return this.#registered.registeredAs;
  }

  /** As it says of itself. */
  get firmware(): string {
    return this.#phone.firmware;
  }

  /** The status that refused its last registration. */
  get lastRefusal(): number | undefined {
    return this.#registered.lastRefusal;
  }

  /** Every file that was asked for, and the status of the answer. */
  get requests(): readonly string[] {
    return this.#provisioning.requests;
  }

  get settings(): PhoneSettings {
    return this.#provisioning.settings;
  }

  get call(): PhoneCall | undefined {
    return this.#call;
  }

  get #isInCall(): boolean {
    return this.#call !== undefined && this.#call.state !== 'over';
  }

  /** What stands on the display. */
  get display(): { label: string; status: string } {
    const { account, registeredAs } = this.#registered;
    if (!this.#isOn) return { label: '', status: 'off' };
    if (this.#provisioning.url === undefined)
      return { label: this.make.name, status: 'looking for its configuration' };
    if (account === undefined) {
      const label = this.make.idleTextOf?.(this.settings) || 'No account';
      return { label, status: 'waiting' };
    }
    const state = this.#call?.state ?? 'over';
    const status = registeredAs === undefined ? 'registering' : state === 'over' ? 'ready' : state;
    return { label: account.label, status };
  }

  /** Power on: looks for a configuration by PnP, unless it has an address already. */
  async plugIn(): Promise<void> {
    this.#isOn = true;
    this.#changed();
    if (this.#provisioning.asksByPnp) this.#subscribe();
    if (this.#provisioning.url !== undefined) await this.provision();
  }

  /** Somebody pulls the plug, and puts it in again. */
  async startAgain(): Promise<void> {
    this.#registered.stop();
    this.#changed();
    await this.#start();
  }

  /** What somebody types into the phone's web page. */
  async setUrl(url: string): Promise<void> {
    this.#isOn = true;
    this.#provisioning.url = url;
    await this.provision();
  }

  /** Looks whether its files have changed. */
  provision(): Promise<void> {
    return this.#provisioning.fetch();
  }

  /** Places a call; resolves when it is under way. */
  async dial(number: string): Promise<PhoneCall> {
    const line = this.#line();
    if (line === undefined) throw new Error('the phone has no account');
    const { make, settings } = this;
    const called = make.dialled === undefined ? number : make.dialled(number, settings);
    if (called === undefined) throw new Error(`the phone does not let ${number} out`);
    const { host } = this.#registered.account?.server ?? { host: '' };
    this.#call = await PhoneCall.place(line, `sip:${called}@${host}`);
    return this.#call;
  }

  /** Refreshes its registration before it is due. */
  registerNow(): void {
    this.#registered.registerNow();
  }

  /** Resolves when this holds, after whatever changes. */
  async until(isSo: (phone: SimPhone) => boolean): Promise<void> {
    while (!isSo(this)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Pulls the plug: nobody is told. */
  async unplug(): Promise<void> {
    this.#isOn = false;
    this.#provisioning.stop();
    this.#registered.stop();
    await this.#stack.close();
  }

  #subscribe(): void {
    const { pnpTo, address } = this.#options;
    const contact = `sip:${address}:${this.#udp.local.port}`;
    this.#stack.run((engine, nowMs) =>
      this.#provisioning.subscribe(engine, this.#udp.flowTo(pnpTo), { contact, nowMs }),
    );
  }

  #received(transaction: ServerTransaction, nowMs: number): void {
    const { request } = transaction;
    if (this.isDeaf || this.#isRestarting) return;
    if (this.#call?.owns(request) === true) return this.#call.receive(transaction, nowMs);
    if (request.method === 'NOTIFY') return this.#notified(transaction, nowMs);
    if (request.method === 'INVITE' && tagOf(toOf(request)) === undefined)
      return this.#ring(transaction, nowMs);
    if (request.method === 'OPTIONS') return transaction.reply(200, nowMs);
    transaction.reply(481, nowMs);
  }

  #notified(transaction: ServerTransaction, nowMs: number): void {
    const { make, settings } = this;
    const notified = answerNotify(transaction, { make, settings, account: this.#registered.account, nowMs });
    this.lastNotify = notified.event;
    if (notified.url !== undefined) this.#provisioning.url = notified.url;
    if (notified.reaction === 'look') void this.provision();
    if (notified.reaction === 'reboot') this.#reboot();
    this.#changed();
  }

  #ring(transaction: ServerTransaction, nowMs: number): void {
    const line = this.#line();
    if (line === undefined || this.#isInCall) return transaction.reply(486, nowMs);
    this.#call = PhoneCall.ring(line, transaction);
    this.#changed();
  }

  #reboot(): void {
    this.reboots += 1;
    this.#isRestarting = true;
    this.#registered.stop();
    this.#changed();
    this.#options.scheduler.after(this.#options.rebootMs ?? REBOOT_MS, () => void this.#start());
  }

  /** Without its files it is what it was. */
  async #start(): Promise<void> {
    this.#isRestarting = false;
    this.#provisioning.forgetFiles();
    await this.plugIn();
    this.#registered.become(this.make.accountOf(this.settings));
  }

  #flowTo({ host, port }: PhoneAccount['server']): Flow {
    return this.#udp.flowTo({ address: host, port });
  }

  #contact(account: PhoneAccount): string {
    return `sip:${account.user}@${this.#options.address}:${this.#udp.local.port}`;
  }

  #line(): PhoneLine | undefined {
    const { account } = this.#registered;
    if (account === undefined) return undefined;
    const { address, media } = this.#options;
    return {
      run: (work: (engine: SipEngine, nowMs: number) => void) => void this.#stack.run(work),
      flow: this.#flowTo(account.server),
      account: { username: account.authName, password: account.password },
      from: `"${account.displayName}" <sip:${account.user}@${account.server.host}>`,
      contact: this.#contact(account),
      address,
      media,
      changed: () => this.#changed(),
    };
  }

  #changed(): void {
    if (!this.#isInCall) this.#provisioning.becameIdle();
    for (const wake of [...this.#waiting]) {
      this.#waiting.delete(wake);
      wake();
    }
    this.#options.changed?.(this);
  }
}
