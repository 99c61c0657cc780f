import type { PhoneConfig } from '../phone-config.ts';

/** What a request says of the phone that made it. */
export type Identification = {
  vendor: string;
  model: string | undefined;
  firmware: string | undefined;
  /** 12 lower-case hex digits; undefined where the maker does not say it. */
  mac: string | undefined;
};

export type RenderedFile = { name: string; contentType: string; text: string };

/** A maker: data in, text out. */
export interface Vendor {
  readonly id: string;
  /** Reads a User-Agent; undefined if it is another maker's. */
  identify(userAgent: string): Identification | undefined;
  /** The per-phone file: its being sent whole is what counts as downloaded. Names are compared in lower case. */
  deviceFile(config: PhoneConfig): RenderedFile;
  /** RFC 8760: what this model is challenged with over SIP. Absent = MD5, which every phone can answer. */
  digestAlgorithm?(phone: Identification): 'MD5' | 'SHA-256';
  readonly resync: {
    /** Event of the NOTIFY that makes the phone look again without a reboot. */
    readonly sync: string;
    /** Event of the stronger one, which may reboot. */
    readonly reboot: string;
    /** From the NOTIFY to the new registration, in a phone that does it. */
    readonly usualSeconds: number;
  };
}
