import type { KeyLayout } from '../keys.ts';
import type { BootstrapPhone, DeskPhone, PhoneConfig, WaitingPhone } from '../phone-config.ts';
import type { Extras } from './extras.ts';

/** What a request says of the phone that made it. */
export type Identification = {
  vendor: string;
  model: string | undefined;
  firmware: string | undefined;
  /** 12 lower-case hex digits; undefined where the maker does not say it. */
  mac: string | undefined;
};

export type ServedFile = {
  /**
   * `device`: the one file whose being sent whole counts as downloaded; it holds secrets and is served to whoever
   * proves the phone's credentials. `common`: says nothing that a stranger may not know.
   */
  is: 'device' | 'common';
  contentType: string;
  text: string;
};

/** What is known of a model. */
export type ModelShape = KeyLayout & {
  /** Models that take the same settings: `T5`. */
  family: string;
  /** False: nobody has said that this model exists, and it gets what every model of its maker takes. */
  isKnown: boolean;
};

/** How a phone is told to look again. */
export type Resync = {
  /** Event of the NOTIFY that makes the phone look again without a reboot. */
  readonly sync: string;
  /** Event of the stronger one, which may reboot; undefined where none is known. */
  readonly reboot: string | undefined;
  /** From the NOTIFY to the new registration, in a phone that does it. */
  readonly usualSeconds: number;
  /** The same with a reboot between. */
  readonly rebootSeconds: number;
};

/** A request to a phone's own web page. */
export type WebRequest = { method: 'GET' | 'POST'; url: string; body?: string };

/** What a make cannot do, for the portal to say in people's words. */
export type Limitation =
  /** It asks for its files only when it starts, so a log-in shows on it after a restart. */
  | 'only-at-start'
  /** It has no form of NOTIFY that keeps it from restarting. */
  | 'restarts-to-change'
  /** It has no programmable keys. */
  | 'no-keys'
  /** It does no multicast plug and play. */
  | 'no-pnp'
  /** It cannot be told to look more often than once an hour, should a NOTIFY be lost. */
  | 'slow-poll';

/** An option of DHCP that leads this make's phones to an address. */
export type DhcpOption = {
  /** 66, 43, 114 … */
  code: number;
  /** Where the option is a container (43): the number inside. */
  subOption?: number;
  /** What a phone of this make says of itself in option 60, so that only it is told. */
  vendorClass?: string;
  value: string;
};

/** How a make's phones come by firmware that lies on their server. */
export type FirmwareWay = {
  /** Whether a file of this name can be firmware of this make. */
  takesFile(fileName: string): boolean;
  fileNameExample: string;
  /** What a phone asks for in the firmware's folder before the firmware itself; undefined = there is no such file. */
  besideFile?(name: string, config: DeskPhone): ServedFile | undefined;
};

/** A maker: data in, text out. */
export interface Vendor {
  readonly id: string;
  /** Reads a User-Agent; undefined if it is another maker's. */
  identify(userAgent: string): Identification | undefined;
  /** `model` as `identify` or plug and play names it; undefined = nobody knows which. Never fails. */
  shapeOf(model: string | undefined): ModelShape;
  /**
   * What a request for this name gets; undefined = 404, as phones expect of the files of their sequence that are not
   * there. Empty for the base address itself. Names are to be compared without regard to case.
   */
  fileFor(name: string, config: PhoneConfig): ServedFile | undefined;
  /**
   * The same for a phone that waits: as little as makes its display say something, because it may be at home elsewhere.
   * Absent = its phones are not known to be able to.
   */
  waitingFileFor?(name: string, phone: WaitingPhone): ServedFile | undefined;
  /**
   * The same over plain HTTP for a phone that does not trust our certificate yet: it may hold no secret, and must leave
   * one that has its configuration as it is. Absent = its phones are not known to take an authority from a file.
   */
  bootstrapFileFor?(name: string, phone: BootstrapPhone): ServedFile | undefined;
  /** Which of its phones have a display for that. Absent = all of them. */
  showsText?(phone: Pick<WaitingPhone, 'model' | 'mac'>): boolean;
  /** Whether a phone may PUT this name (its log, its local changes), which is taken and thrown away. Absent = none. */
  takesUpload?(name: string): boolean;
  /** What stands in the phone's own settings page, or is typed there, for a base address that ends in `/`. */
  typedAddress(base: string): string;
  /** What plug and play answers for it. Absent = the base address, whose files its phones know by name. */
  pnpAddress?(base: string): string;
  /** Ways to say the same by DHCP, the best first; empty = there is none. */
  dhcpOptions(base: string): readonly DhcpOption[];
  /** RFC 8760: what this model is challenged with over SIP. Absent = MD5, which every phone can answer. */
  digestAlgorithm?(phone: Identification): 'MD5' | 'SHA-256';
  resyncOf(model: string | undefined): Resync;
  /**
   * How the web page of a phone is asked to look again, by its administrator: the first request that is answered counts.
   * Absent = none is known.
   *
   * @param host as in a URL, an IPv6 address in brackets
   */
  webTrigger?(host: string): readonly WebRequest[];
  /** Whether its phones read files as `openssl enc -aes-256-cbc` writes them, with a passphrase that a file tells them. */
  readonly readsEncrypted?: boolean;
  readonly limitations: readonly Limitation[];
  /** Who signs in at the phone's own web page as its administrator. Absent = `admin`. */
  readonly adminUsername?: string;
  /** Its files cannot set the password of its web page, which stays what somebody made it there. Absent = they do. */
  readonly keepsAdminPassword?: true;
  /** The administrator's password as this maker's phones can hold it. Absent = as it is. */
  adminPasswordOf?(secret: string): string;
  /** Absent = its phones get no firmware from us: how they would is not known well enough. */
  readonly firmware?: FirmwareWay;
  readonly extras: Extras;
}
