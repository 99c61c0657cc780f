import type { Media } from '#server/media/media-client.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Random } from '#server/ports/random.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { createSipEngine, type SipEngine } from '#server/sip/engine.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { bodyText, noBody, type SipRequest, tagOf, toOf } from '#server/sip/message/message.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { SipStack } from '#server/sip/transport/stack.ts';
import { openUdp, type UdpTransport } from '#server/sip/transport/udp.ts';
import { Registration } from '#server/sip/uac/registration.ts';
import { type Download, download } from './download.ts';
import { PhoneCall } from './phone-call.ts';
import {
  accountOf,
  type PhoneAccount,
  type PhoneSettings,
  reactionToCheckSync,
  readSettings,
} from './phone-settings.ts';

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
  model?: string;
  firmware?: string;
  /** How long a restart takes. */
  rebootMs?: number;
  changed?(phone: SimPhone): void;
};

/** Yealink's guide: a phone that is told during a call looks again every 30 s. */
const BUSY_RETRY_MS = 30_000;
/** T54W: the model's part in the name of the common file. */
const COMMON_FILE = 'y000000000096.cfg';

/** A phone on a desk as far as the network can tell: it starts, finds its configuration, registers, calls and obeys. */
export class SimPhone {
  readonly mac: string;
  readonly #options: Required<Omit<SimPhoneOptions, 'changed'>> & Pick<SimPhoneOptions, 'changed'>;
  readonly #stack: SipStack;
  readonly #udp: UdpTransport;
  readonly #md5 = new Map<string, string>();
  readonly #waiting = new Set<() => void>();
  #settings: PhoneSettings = new Map();
  #url: string | undefined;
  #account: PhoneAccount | undefined;
  #registration: { register(seconds: number, nowMs: number): void } | undefined;
  #registeredAs: string | undefined;
  #call: PhoneCall | undefined;
  #isOn = false;
  #stopPolling: () => void = () => {};
  #stopRefreshing: () => void = () => {};
  /** Every file that was asked for, and the status of the answer. */
  readonly requests: string[] = [];
  /** The last Event of a NOTIFY. */
  lastNotify: string | undefined;
  reboots = 0;
  /** Hears nothing that is sent to it unasked: as when a NAT has forgotten it. */
  isDeaf = false;
  /** The status that refused its last registration. */
  lastRefusal: number | undefined;

  static async make(options: SimPhoneOptions): Promise<SimPhone> {
    const stack = new SipStack(options.clock, options.scheduler);
    const udp = await openUdp({ address: options.address, port: 0, user: stack });
    stack.add(udp);
    return new SimPhone(options, stack, udp);
  }

  private constructor(options: SimPhoneOptions, stack: SipStack, udp: UdpTransport) {
    this.mac = options.mac;
    this.#options = { model: 'SIP-T54W', firmware: '96.86.0.45', rebootMs: 2_000, ...options };
    this.#stack = stack;
    this.#udp = udp;
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
    return this.#registeredAs;
  }

  get settings(): PhoneSettings {
    return this.#settings;
  }

  get call(): PhoneCall | undefined {
    return this.#call;
  }

  /** What stands on the display. */
  get display(): { label: string; status: string } {
    if (!this.#isOn) return { label: '', status: 'off' };
    if (this.#url === undefined) return { label: 'Yealink', status: 'looking for its configuration' };
    if (this.#account === undefined) return { label: 'No account', status: 'waiting' };
    const state = this.#call?.state ?? 'over';
    const status = this.#registeredAs === undefined ? 'registering' : state === 'over' ? 'ready' : state;
    return { label: this.#account.label, status };
  }

  /** Power on: looks for a configuration by PnP, unless it has an address already. */
  async plugIn(): Promise<void> {
    this.#isOn = true;
    this.#changed();
    if (this.#url === undefined || this.#settings.get('static.auto_provision.pnp_enable') !== '0')
      this.#subscribe();
    if (this.#url !== undefined) await this.provision();
  }

  /** What somebody types into the phone's web page. */
  async setUrl(url: string): Promise<void> {
    this.#isOn = true;
    this.#url = url;
    await this.provision();
  }

  /** Fetches its files in the maker's order, and applies what has changed. */
  async provision(): Promise<void> {
    if (this.#call !== undefined && this.#call.state !== 'over') {
      this.#options.scheduler.after(BUSY_RETRY_MS, () => void this.provision());
      return;
    }
    for (const name of [`${this.mac}.boot`, 'y000000000000.boot', COMMON_FILE]) await this.#get(name);
    const file = await this.#get(`${this.mac}.cfg`);
    if (file === undefined || file.status !== 200 || this.#md5.get('cfg') === file.md5) return;
    this.#md5.set('cfg', file.md5);
    this.#apply(readSettings(file.text));
  }

  /** Places a call; resolves when it is under way. */
  async dial(number: string): Promise<PhoneCall> {
    const line = this.#line();
    if (line === undefined) throw new Error('the phone has no account');
    const { host } = this.#account?.server ?? { host: '' };
    this.#call = await PhoneCall.place(line, `sip:${number}@${host}`);
    return this.#call;
  }

  /** Resolves when this holds, after whatever changes. */
  async until(isSo: (phone: SimPhone) => boolean): Promise<void> {
    while (!isSo(this)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Pulls the plug: nobody is told. */
  async unplug(): Promise<void> {
    this.#isOn = false;
    this.#stopPolling();
    this.#stopRefreshing();
    this.#registeredAs = undefined;
    await this.#stack.close();
  }

  #subscribe(): void {
    const { mac, model, firmware, pnpTo, address } = this.#options;
    const uri = `sip:MAC%3a${mac}@224.0.1.75`;
    this.#stack.run((engine, nowMs) => {
      const headers = new Headers()
        .append('Max-Forwards', '70')
        .append('From', `<${uri}>;tag=${engine.newTag()}`)
        .append('To', `<${uri}>`)
        .append('Call-ID', `${engine.newTag()}@${address}`)
        .append('CSeq', '1 SUBSCRIBE')
        .append('Contact', `<sip:${address}:${this.#udp.local.port}>`)
        .append(
          'Event',
          `ua-profile;profile-type="device";vendor="Yealink";model="${model}";version="${firmware}"`,
        )
        .append('Accept', 'application/url')
        .append('Expires', '0');
      const request: SipRequest = { kind: 'request', method: 'SUBSCRIBE', uri, headers, body: noBody };
      engine.request(request, this.#udp.flowTo(pnpTo), { user: { response() {}, failed() {} }, nowMs });
    });
  }

  #received(transaction: ServerTransaction, nowMs: number): void {
    const { request } = transaction;
    if (this.isDeaf) return;
    if (this.#call?.owns(request) === true) return this.#call.receive(transaction, nowMs);
    if (request.method === 'NOTIFY') return this.#notified(transaction, nowMs);
    if (request.method === 'INVITE' && tagOf(toOf(request)) === undefined)
      return this.#ring(transaction, nowMs);
    if (request.method === 'OPTIONS') return transaction.reply(200, nowMs);
    transaction.reply(481, nowMs);
  }

  #notified(transaction: ServerTransaction, nowMs: number): void {
    const { headers } = transaction.request;
    const event = headers.get('Event') ?? '';
    this.lastNotify = event;
    transaction.reply(200, nowMs);
    if (headers.get('Content-Type') === 'application/url') {
      this.#url = bodyText(transaction.request).trim();
      void this.provision();
    } else if (event.toLowerCase().startsWith('check-sync')) {
      const reaction = reactionToCheckSync(event, this.#settings);
      if (reaction === 'look') void this.provision();
      if (reaction === 'reboot') this.#reboot();
    }
    this.#changed();
  }

  #ring(transaction: ServerTransaction, nowMs: number): void {
    const line = this.#line();
    if (line === undefined || (this.#call !== undefined && this.#call.state !== 'over')) {
      return transaction.reply(486, nowMs);
    }
    this.#call = PhoneCall.ring(line, transaction);
    this.#changed();
  }

  #reboot(): void {
    this.reboots += 1;
    this.#registeredAs = undefined;
    this.#changed();
    this.#options.scheduler.after(this.#options.rebootMs, () => {
      this.#md5.clear();
      void this.plugIn();
    });
  }

  async #get(name: string): Promise<Download | undefined> {
    const { model, firmware } = this.#options;
    const mac = this.mac.replace(/..(?!$)/g, '$&:');
    const get = (key: string): string => this.#settings.get(`static.auto_provision.server.${key}`) ?? '';
    const args = {
      userAgent: `Yealink ${model} ${firmware} ${mac}`,
      username: get('username'),
      password: get('password'),
    };
    const file = await download({ url: `${this.#url}${name}`, ...args }).catch(() => undefined);
    this.requests.push(`${name} ${file?.status ?? 'unreachable'}`);
    return file;
  }

  #apply(settings: PhoneSettings): void {
    this.#settings = settings;
    const url = settings.get('static.auto_provision.server.url');
    if (url !== undefined) this.#url = url === '' ? undefined : url;
    this.#poll();
    const account = accountOf(settings);
    if (JSON.stringify(account) !== JSON.stringify(this.#account)) this.#become(account);
    this.#changed();
  }

  #poll(): void {
    this.#stopPolling();
    const minutes = Number(this.#settings.get('static.auto_provision.repeat.minutes'));
    if (this.#settings.get('static.auto_provision.repeat.enable') !== '1' || !(minutes > 0)) return;
    this.#stopPolling = this.#options.scheduler.after(minutes * 60_000, () => {
      void this.provision();
      this.#poll();
    });
  }

  /** The former account says goodbye, the new one registers. */
  #become(account: PhoneAccount | undefined): void {
    this.#stopRefreshing();
    this.#stack.run((_, nowMs) => this.#registration?.register(0, nowMs));
    this.#registeredAs = undefined;
    this.#account = account;
    this.#registration = undefined;
    if (account !== undefined) this.#stack.run((engine, nowMs) => this.#register(engine, account, nowMs));
  }

  #register(engine: SipEngine, account: PhoneAccount, nowMs: number): void {
    const { host, port } = account.server;
    const registration: Registration = new Registration({
      engine,
      flow: this.#udp.flowTo({ address: host, port }),
      account: { username: account.authName, password: account.password },
      registrar: `sip:${host}:${port}`,
      aor: `sip:${account.user}@${host}`,
      contact: this.#contact(account),
      userAgent: `Yealink ${this.#options.model} ${this.#options.firmware}`,
      user: {
        registered: (seconds) => {
          if (registration !== this.#registration) return;
          this.#registeredAs = account.user;
          this.#refreshIn(seconds * 500, account);
          this.#changed();
        },
        failed: (status) => {
          if (registration !== this.#registration) return;
          this.lastRefusal = status;
          this.#registeredAs = undefined;
          this.#refreshIn(BUSY_RETRY_MS, account);
          this.#changed();
        },
      },
    });
    this.#registration = registration;
    registration.register(account.expiresSeconds, nowMs);
  }

  /** Refreshes its registration before it is due. */
  registerNow(): void {
    const seconds = this.#account?.expiresSeconds ?? 0;
    this.#stack.run((_, nowMs) => this.#registration?.register(seconds, nowMs));
  }

  #refreshIn(delayMs: number, account: PhoneAccount): void {
    this.#stopRefreshing();
    this.#stopRefreshing = this.#options.scheduler.after(delayMs, () => {
      this.#stack.run((_, nowMs) => this.#registration?.register(account.expiresSeconds, nowMs));
    });
  }

  #contact(account: PhoneAccount): string {
    return `sip:${account.user}@${this.#options.address}:${this.#udp.local.port}`;
  }

  #line() {
    const account = this.#account;
    if (account === undefined) return undefined;
    const { address, media } = this.#options;
    return {
      run: (work: (engine: SipEngine, nowMs: number) => void) => void this.#stack.run(work),
      flow: this.#udp.flowTo({ address: account.server.host, port: account.server.port }),
      account: { username: account.authName, password: account.password },
      from: `"${account.displayName}" <sip:${account.user}@${account.server.host}>`,
      contact: this.#contact(account),
      address,
      media,
      changed: () => this.#changed(),
    };
  }

  #changed(): void {
    for (const wake of [...this.#waiting]) {
      this.#waiting.delete(wake);
      wake();
    }
    this.#options.changed?.(this);
  }
}
