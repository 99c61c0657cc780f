import { getCACertificates } from 'node:tls';
import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody, type SipRequest } from '#server/sip/message/message.ts';
import { authorityAt, type Download, download, type PhoneTls, upload } from './download.ts';
import { downloadFirmware } from './download-firmware.ts';
import type { FileFetcher, PhoneIdentity, PhoneSettings, SimMake } from './makes/make.ts';

type Deps = {
  make: SimMake;
  phone: PhoneIdentity;
  scheduler: Scheduler;
  /** During a call nothing is changed. */
  isBusy(): boolean;
  applied(settings: PhoneSettings): void;
  /** It has other firmware now, and must start with it. */
  flashed(version: string): void;
  /** Its connection breaks after so many bytes of firmware, once. */
  breaksOffAfterBytes: number | undefined;
  /** As it left the factory. */
  tls: PhoneTls;
};

/** How a phone comes by its settings: it asks for an address, fetches its files, and looks again from time to time. */
export class PhoneProvisioning {
  readonly #deps: Deps;
  readonly #memory = new Map<string, string>();
  #stopPolling: () => void = () => {};
  /** It was told during a call, and looks when that is over. */
  #isPutOff = false;
  #isFetchingFirmware = false;
  /** Whom its files told it to trust, in PEM. */
  #authority: { told: string; pem: string } | undefined;
  settings: PhoneSettings = new Map();
  /** Where its files are; undefined until somebody has told it. */
  url: string | undefined;
  /** Every file that was asked for, and the status of the answer. */
  readonly requests: string[] = [];

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Whether it looks for an address by plug and play when it starts. */
  get asksByPnp(): boolean {
    const { make } = this.#deps;
    if (make.pnp === undefined) return false;
    return this.url === undefined || make.provisioningOf(this.settings).asksByPnp;
  }

  /** The SUBSCRIBE of multicast plug and play. */
  subscribe(engine: SipEngine, to: Flow, { contact, nowMs }: { contact: string; nowMs: number }): void {
    const { make, phone } = this.#deps;
    if (make.pnp === undefined) return;
    const uri = make.pnp.requestUri(phone.mac);
    const headers = new Headers()
      .append('Max-Forwards', '70')
      .append('From', `<${uri}>;tag=${engine.newTag()}`)
      .append('To', `<${uri}>`)
      .append('Call-ID', `${engine.newTag()}@${phone.mac}`)
      .append('CSeq', '1 SUBSCRIBE')
      .append('Contact', `<${contact}>`)
      .append('Event', make.pnp.event(phone))
      .append('Accept', 'application/url')
      .append('Expires', '0');
    const request: SipRequest = { kind: 'request', method: 'SUBSCRIBE', uri, headers, body: noBody };
    engine.request(request, to, { user: { response() {}, failed() {} }, nowMs });
  }

  /** Fetches its files in the maker's order, and applies what has changed. */
  async fetch(): Promise<void> {
    const { make, phone } = this.#deps;
    const { url } = this;
    if (url === undefined) return;
    if (this.#deps.isBusy()) return this.#putOff();
    const files: FileFetcher = {
      phone,
      settings: this.settings,
      url,
      memory: this.#memory,
      // A file lies beside what the phone was told to look at.
      get: (name) => this.#get(name, new URL(name, url).href),
      put: (name, text) => this.#put(name, { url: new URL(name, url).href, text }),
    };
    const settings = await make.fetch(files);
    if (settings !== undefined) {
      this.#apply(settings);
      await this.#learnAuthority();
    }
    await this.#lookForFirmware({ ...files, settings: this.settings });
  }

  async #lookForFirmware(files: FileFetcher): Promise<void> {
    const { make, phone, flashed, breaksOffAfterBytes } = this.#deps;
    if (this.#isFetchingFirmware) return;
    this.#isFetchingFirmware = true;
    try {
      const url = await make.firmwareUrl?.(files);
      if (url === undefined) return;
      const userAgent = make.httpUserAgent(phone);
      const { image, statuses } = await downloadFirmware({ url, userAgent, breaksOffAfterBytes });
      for (const status of statuses) this.requests.push(`${url.split('/').at(-1)} ${status}`);
      if (image?.vendor === make.vendor && image.version !== phone.firmware) flashed(image.version);
    } finally {
      this.#isFetchingFirmware = false;
    }
  }

  /** The last call has ended. */
  becameIdle(): void {
    if (!this.#isPutOff) return;
    this.#isPutOff = false;
    void this.fetch();
  }

  /** After a restart every file is new to it. */
  forgetFiles(): void {
    this.#memory.clear();
  }

  stop(): void {
    this.#stopPolling();
  }

  #putOff(): void {
    const { make, scheduler } = this.#deps;
    if (make.busyRetryMs === 0) this.#isPutOff = true;
    else scheduler.after(make.busyRetryMs, () => void this.fetch());
  }

  /** It keeps what it has learnt, whatever its next file says. */
  async #learnAuthority(): Promise<void> {
    const told = this.#deps.make.authorityOf?.(this.settings);
    if (told === undefined || told === this.#authority?.told) return;
    const pem = await authorityAt(told).catch(() => undefined);
    if (pem !== undefined) this.#authority = { told, pem };
  }

  async #get(name: string, url: string): Promise<Download | undefined> {
    const file = await download({ url, ...this.#credentials(), tls: this.#tls() }).catch(() => undefined);
    this.requests.push(`${name} ${file?.status ?? 'unreachable'}`);
    return file;
  }

  async #put(name: string, file: { url: string; text: string }): Promise<number | undefined> {
    const status = await upload({ ...file, ...this.#credentials() }).catch(() => undefined);
    this.requests.push(`PUT ${name} ${status ?? 'unreachable'}`);
    return status;
  }

  #tls(): PhoneTls {
    const { tls } = this.#deps;
    if (this.#authority === undefined) return tls;
    return { ...tls, ca: [...(tls.ca ?? getCACertificates('default')), this.#authority.pem] };
  }

  #credentials() {
    const { make, phone } = this.#deps;
    const { username, password } = make.provisioningOf(this.settings);
    return { userAgent: make.httpUserAgent(phone), username, password };
  }

  #apply(settings: PhoneSettings): void {
    this.settings = settings;
    const { url } = this.#deps.make.provisioningOf(settings);
    if (url !== undefined) this.url = url === '' ? undefined : url;
    this.#poll();
    this.#deps.applied(settings);
  }

  #poll(): void {
    this.#stopPolling();
    const minutes = this.#deps.make.provisioningOf(this.settings).pollMinutes;
    if (!(minutes > 0)) return;
    this.#stopPolling = this.#deps.scheduler.after(minutes * 60_000, () => {
      void this.fetch();
      this.#poll();
    });
  }
}
