import type { z } from 'zod';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Random } from '#server/ports/random.ts';
import type { Result } from '#server/ports/result.ts';
import type { SendHttps } from './https.ts';
import type { RpsError } from './rps-error.ts';

/** What a service can do, as its maker has built it. */
export type RpsCapabilities = {
  /**
   * What a link is stored for: each phone, a profile that phones share, or all phones of a site. The last two are set up in the
   * maker's portal, with one address for all their phones; here a phone is only put into them.
   */
  readonly linkOf: 'phone' | 'profile' | 'site';
  /** A phone that is not in the account yet is taken with its serial number only. Its provider says so where one is missing. */
  readonly needsSerial: boolean;
  /** A MAC with a check code, printed on the phone (Gigaset). */
  readonly needsMacId: boolean;
  /** Whether a look-up tells that a phone is in somebody else's account. */
  readonly seesForeignOwner: boolean;
  /** Whether a look-up tells the stored link, or whether the phone is in place. Else only what was written here is known. */
  readonly readsLink: boolean;
  /** Whether writing the same twice is the same as once. */
  readonly upserts: boolean;
  /** Whether the maker tells the code that some phones ask their user for. */
  readonly showsPin: boolean;
  readonly urlSchemes: readonly ('http' | 'https')[];
  readonly keepsQuery: boolean;
};

/** A phone as it shall stand at the service. */
export type RpsPhone = {
  readonly mac: MacAddress;
  readonly serial?: string;
  /** For a service that needs it: see `mac-id.ts`. */
  readonly macId?: string;
  /**
   * Where the phone shall get its files: ends in `/`, and holds the phone's token. It is stored for a link of each phone only: one
   * of a profile or site is not told it, and its phones come to the address that they share.
   */
  readonly url: string;
  /** What people call it: one line. */
  readonly label?: string;
};

export type Ours = {
  readonly kind: 'ours';
  readonly url?: string;
  /** For a link of a profile or site: whether the phone is in the account's. Absent where the service does not tell. */
  readonly isInPlace?: boolean;
  /** The service's own name of the entry, or of the profile that it is in. */
  readonly remoteId?: string;
  /** When the phone last asked the service, as the service says. */
  readonly lastSeenAt?: Date;
};

export type Lookup =
  | Ours
  | { readonly kind: 'absent' }
  | { readonly kind: 'foreign' }
  /** The service tells only of our own, and this is none of them: it may be somebody else's. */
  | { readonly kind: 'unknown' };

export type Written = {
  readonly remoteId?: string;
  /** What the phone asks its user for before it follows. */
  readonly pin?: string;
};

/**
 * One account at one service. Each method makes the calls of one step and knows nothing of the others: the order, what is done
 * about doubt and whom nobody may take a phone from stand in `assign-phone.ts` and `release-phone.ts`, once for all.
 */
export type RpsProvider = {
  readonly can: RpsCapabilities;
  /** Whether the service lets this account in. Changes nothing there. */
  checkCredentials(): Promise<Result<AccountFacts, RpsError>>;
  /** `macId` where the service needs it, and it is known: see `mac-id.ts`. */
  lookup(mac: MacAddress, macId?: string): Promise<Result<Lookup, RpsError>>;
  /** `known` is what a look-up has just said; never `foreign`. */
  write(phone: RpsPhone, known: Exclude<Lookup, { kind: 'foreign' }>): Promise<Result<Written, RpsError>>;
  /** Removes what a look-up has just found to be ours. Already gone is no error. */
  remove(mac: MacAddress, known: Ours): Promise<Result<void, RpsError>>;
};

/** What an account may do, where the service tells. */
export type AccountFacts = {
  /** Name of the account or company, for people. */
  readonly account?: string;
  readonly phones?: number;
};

/** The world, as arguments. */
export type ProviderDeps = {
  /** Another base address than the maker's (`RPS_ENDPOINTS`): a mirror, a stand-in. See `base-address.ts` and `xml-rpc/service-address.ts`. */
  readonly endpoint?: string;
  readonly send: SendHttps;
  readonly clock: Clock;
  readonly random: Random;
};

/** A service that there is: what an account there needs, and how to make one's provider. */
export type ProviderKind<Credentials = unknown> = {
  readonly id: string;
  /** Whose phones it redirects. */
  readonly vendor: string;
  /** What it can do for most accounts. What holds for one account its provider says. */
  readonly can: RpsCapabilities;
  /** Strict: an unknown field is refused by name. */
  readonly credentials: z.ZodType<Credentials>;
  /** One account's. It learns (a token, the service's links and clock): to be kept as long as its credentials stand. */
  create(credentials: Credentials, deps: ProviderDeps): RpsProvider;
};
