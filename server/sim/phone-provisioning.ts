import type { Scheduler } from '#server/ports/scheduler.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import type { Flow } from '#server/sip/flow.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody, type SipRequest } from '#server/sip/message/message.ts';
import { type Download, download } from './download.ts';
import { type PhoneSettings, readSettings } from './phone-settings.ts';

type Deps = {
  mac: string;
  model: string;
  firmware: string;
  scheduler: Scheduler;
  /** During a call nothing is changed. */
  isBusy(): boolean;
  applied(settings: PhoneSettings): void;
};

/** Yealink's guide: a phone that is told during a call looks again every 30 s. */
const BUSY_RETRY_MS = 30_000;
/** T54W: the model's part in the name of the common file. */
const COMMON_FILE = 'y000000000096.cfg';

/** How a phone comes by its settings: it asks for an address, fetches its files, and looks again from time to time. */
export class PhoneProvisioning {
  readonly #deps: Deps;
  readonly #md5 = new Map<string, string>();
  #stopPolling: () => void = () => {};
  settings: PhoneSettings = new Map();
  /** Where its files are; undefined until somebody has told it. */
  url: string | undefined;
  /** Every file that was asked for, and the status of the answer. */
  readonly requests: string[] = [];

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  get asksByPnp(): boolean {
    return this.url === undefined || this.settings.get('static.auto_provision.pnp_enable') !== '0';
  }

  /** The SUBSCRIBE of multicast plug and play. */
  subscribe(engine: SipEngine, to: Flow, { contact, nowMs }: { contact: string; nowMs: number }): void {
    const { mac, model, firmware } = this.#deps;
    const uri = `sip:MAC%3a${mac}@224.0.1.75`;
    const event = `ua-profile;profile-type="device";vendor="Yealink";model="${model}";version="${firmware}"`;
    const headers = new Headers()
      .append('Max-Forwards', '70')
      .append('From', `<${uri}>;tag=${engine.newTag()}`)
      .append('To', `<${uri}>`)
      .append('Call-ID', `${engine.newTag()}@${mac}`)
      .append('CSeq', '1 SUBSCRIBE')
      .append('Contact', `<${contact}>`)
      .append('Event', event)
      .append('Accept', 'application/url')
      .append('Expires', '0');
    const request: SipRequest = { kind: 'request', method: 'SUBSCRIBE', uri, headers, body: noBody };
    engine.request(request, to, { user: { response() {}, failed() {} }, nowMs });
  }

  /** Fetches its files in the maker's order, and applies what has changed. */
  async fetch(): Promise<void> {
    if (this.#deps.isBusy()) {
      this.#deps.scheduler.after(BUSY_RETRY_MS, () => void this.fetch());
      return;
    }
    const { mac } = this.#deps;
    for (const name of [`${mac}.boot`, 'y000000000000.boot', COMMON_FILE]) await this.#get(name);
    const file = await this.#get(`${mac}.cfg`);
    if (file === undefined || file.status !== 200 || this.#md5.get('cfg') === file.md5) return;
    this.#md5.set('cfg', file.md5);
    this.#apply(readSettings(file.text));
  }

  /** After a restart every file is new to it. */
  forgetFiles(): void {
    this.#md5.clear();
  }

  stop(): void {
    this.#stopPolling();
  }

  async #get(name: string): Promise<Download | undefined> {
    const { mac, model, firmware } = this.#deps;
    const get = (key: string): string => this.settings.get(`static.auto_provision.server.${key}`) ?? '';
    const args = {
      userAgent: `Yealink ${model} ${firmware} ${mac.replace(/..(?!$)/g, '$&:')}`,
      username: get('username'),
      password: get('password'),
    };
    const file = await download({ url: `${this.url}${name}`, ...args }).catch(() => undefined);
    this.requests.push(`${name} ${file?.status ?? 'unreachable'}`);
    return file;
  }

  #apply(settings: PhoneSettings): void {
    this.settings = settings;
    const url = settings.get('static.auto_provision.server.url');
    if (url !== undefined) this.url = url === '' ? undefined : url;
    this.#poll();
    this.#deps.applied(settings);
  }

  #poll(): void {
    this.#stopPolling();
    const minutes = Number(this.settings.get('static.auto_provision.repeat.minutes'));
    if (this.settings.get('static.auto_provision.repeat.enable') !== '1' || !(minutes > 0)) return;
    this.#stopPolling = this.#deps.scheduler.after(minutes * 60_000, () => {
      void this.fetch();
      this.#poll();
    });
  }
}
