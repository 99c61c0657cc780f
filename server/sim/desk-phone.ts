import type { PhoneKey } from './makes/make.ts';
import type { PhoneCall } from './phone-call.ts';
import type { SimPhone } from './sim-phone.ts';

/** What a person sees and hears at a simulated phone. */
export type DeskPhoneState = {
  mac: string;
  label: string;
  status: string;
  registeredAs: string | null;
  /** What has been keyed so far, or whom the call is with. */
  line: string;
  call: 'none' | 'calling' | 'ringing' | 'talking';
  isIncoming: boolean;
  keys: PhoneKey[];
  /** The desk's page, for the printed code. */
  deskUrl: string | null;
};

/** A simulated phone with fingers: keys dial when it is idle, and are tones in a call. */
export class DeskPhone {
  readonly phone: SimPhone;
  deskUrl: string | null = null;
  #keyed = '';
  #call: PhoneCall | undefined;
  #isIncoming = false;

  constructor(phone: SimPhone) {
    this.phone = phone;
  }

  get state(): DeskPhoneState {
    const { label, status } = this.phone.display;
    const call = this.#currentCall();
    return {
      mac: this.phone.mac,
      label,
      status,
      registeredAs: this.phone.registeredAs ?? null,
      line: call === undefined ? this.#keyed : this.#isIncoming ? nameOf(call.identity) : this.#keyed,
      call: call === undefined || call.state === 'over' ? 'none' : call.state,
      isIncoming: this.#isIncoming,
      keys: this.phone.make.keysOf(this.phone.settings),
      deskUrl: this.deskUrl,
    };
  }

  /** A digit, `*` or `#`. */
  async key(key: string): Promise<void> {
    const call = this.#currentCall();
    if (call?.state === 'talking') await call.press(key);
    else if (call === undefined) this.#keyed = `${this.#keyed}${key}`.slice(0, 32);
  }

  clear(): void {
    this.#keyed = '';
  }

  /** Sends what was keyed, or takes the call that rings. */
  async send(): Promise<void> {
    const call = this.#currentCall();
    if (call !== undefined && this.#isIncoming && call.state === 'ringing') return call.answer();
    if (call !== undefined || this.#keyed === '') return;
    this.#isIncoming = false;
    this.#call = await this.phone.dial(this.#keyed);
  }

  /** A line key: its number is dialled at once. */
  async lineKey(number: number): Promise<void> {
    const key = this.phone.make.keysOf(this.phone.settings).find((one) => one.number === number);
    if (key === undefined || this.#currentCall() !== undefined) return;
    this.#keyed = key.dials;
    await this.send();
  }

  hangUp(): void {
    const call = this.#currentCall();
    if (call === undefined) this.clear();
    call?.hangUp();
  }

  /** Everything that the last call let be heard. */
  async heard(): Promise<Int16Array> {
    return (await this.phone.call?.recording()) ?? new Int16Array(0);
  }

  #currentCall(): PhoneCall | undefined {
    const { call } = this.phone;
    if (call !== undefined && call !== this.#call && call.state !== 'over') {
      this.#call = call;
      this.#isIncoming = call.identity !== undefined;
    }
    if (this.#call?.state === 'over') {
      this.#call = undefined;
      this.#isIncoming = false;
      this.#keyed = '';
    }
    return this.#call;
  }
}

/** `"Ann" <sip:101@…>` → `Ann (101)`. */
function nameOf(identity: string | undefined): string {
  const [, name, user] = /^"?([^"<]*)"?\s*<sips?:([^@>]+)/.exec(identity ?? '') ?? [];
  return user === undefined ? 'Unknown' : name?.trim() ? `${name.trim()} (${user})` : user;
}
