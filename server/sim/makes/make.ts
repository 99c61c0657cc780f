import type { Download } from '../download.ts';

export type PhoneIdentity = {
  /** 12 lower-case hex digits. */
  mac: string;
  model: string;
  firmware: string;
};

/** What a phone was told, by the names that its maker gives its settings. */
export type PhoneSettings = ReadonlyMap<string, string>;

export type PhoneAccount = {
  label: string;
  displayName: string;
  user: string;
  authName: string;
  password: string;
  server: { host: string; port: number };
  expiresSeconds: number;
};

/** A key that dials something. */
export type PhoneKey = { number: number; label: string; dials: string };

export type PhoneProvisioningSettings = {
  /** Where it looks for its files; undefined = it was not told, empty = it shall forget. */
  url: string | undefined;
  username: string;
  password: string;
  /** How often it looks by itself; 0 = never. */
  pollMinutes: number;
  /** Whether it asks by plug and play when it starts, though it has an address. */
  asksByPnp: boolean;
};

/** What a maker's phone has at hand when it looks for its files. */
export type FileFetcher = {
  readonly phone: PhoneIdentity;
  /** What it has been told so far. */
  readonly settings: PhoneSettings;
  /** What it was told to look at, as it was told. */
  readonly url: string;
  /** What it remembers of the files that it took (their MD5, say); a restart forgets it. */
  readonly memory: Map<string, string>;
  /** GETs a file beside `url`, or at an address of its own. Undefined = nobody answered. */
  get(name: string): Promise<Download | undefined>;
  /** Uploads. */
  put(name: string, text: string): Promise<number | undefined>;
};

/** What a NOTIFY makes a phone do. */
export type Reaction =
  /** It fetches its files and applies them without a restart. */
  | 'look'
  | 'reboot'
  /** Answers 200 and does nothing. */
  | 'nothing'
  /** Answers 489 (RFC 6665 4.1.3). */
  | 'unknown-event';

/** How the phones of a maker behave, as far as a server can tell. */
export interface SimMake {
  readonly vendor: string;
  /** A model of this maker, and a firmware for it. */
  readonly model: string;
  readonly firmware: string;
  /** What stands on its display while it has nothing. */
  readonly name: string;
  httpUserAgent(phone: PhoneIdentity): string;
  sipUserAgent(phone: PhoneIdentity): string;
  /** It looks for its files when somebody starts it, and cannot be told to. */
  readonly looksOnlyAtStart?: boolean;
  /** How it asks by multicast; undefined = its phones do not. */
  readonly pnp: { requestUri(mac: string): string; event(phone: PhoneIdentity): string } | undefined;
  /**
   * Asks for its files in the maker's order, and reads them. Undefined = there is nothing new that it would apply.
   * Answers all settings, those too that it keeps because no file named them.
   */
  fetch(files: FileFetcher): Promise<PhoneSettings | undefined>;
  /**
   * Where its files say that firmware lies which it would take, asking for what its maker's phones ask before. Absent =
   * this phone takes none.
   */
  firmwareUrl?(files: FileFetcher): Promise<string | undefined>;
  provisioningOf(settings: PhoneSettings): PhoneProvisioningSettings;
  /** Account 1, if it is enabled. */
  accountOf(settings: PhoneSettings): PhoneAccount | undefined;
  /** What stands on its display without an account that registers; empty or absent = nothing of ours. */
  idleTextOf?(settings: PhoneSettings): string;
  /**
   * The certificate of an authority that its files told it to trust: in PEM, or the address where it lies. Absent = this
   * phone takes none.
   */
  authorityOf?(settings: PhoneSettings): string | undefined;
  keysOf(settings: PhoneSettings): PhoneKey[];
  reactionTo(event: string, settings: PhoneSettings): Reaction;
  /** Whether it answers a NOTIFY with 401 first, and wants it signed with the account's credentials. */
  challengesNotify(settings: PhoneSettings): boolean;
  /** Told during a call, it looks again so much later; 0 = as soon as the call is over. */
  readonly busyRetryMs: number;
  /**
   * What goes out when these digits are keyed, where the phone has a dial plan or codes of its own; undefined = nothing.
   * Absent = what was keyed.
   */
  dialled?(digits: string, settings: PhoneSettings): string | undefined;
}
