import { serializeChallenge } from '#server/digest/challenge.ts';
import {
  type DigestAlgorithm,
  type DigestCredentials,
  parseDigestCredentials,
} from '#server/digest/credentials.ts';
import { isRightResponse } from '#server/digest/response.ts';
import type { Db } from '#server/hotdesk/context.ts';
import type { DerivedSecrets } from '#server/hotdesk/derived-secrets.ts';
import { isId } from '#server/hotdesk/ids.ts';
import { credentialByAuthName, type SipCredential } from '#server/hotdesk/sip-directory.ts';
import type { SipGateway } from '#server/hotdesk/sip-gateways.ts';
import { type Random, randomToken } from '#server/ports/random.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import { Nonces } from '#server/sip/registrar/nonces.ts';
import type { Directory } from './directory.ts';

/** Who sent a request. */
export type Authenticated =
  | { readonly is: 'live'; readonly credential: SipCredential }
  /** The secret is right, but what it was for has ended. */
  | { readonly is: 'ended'; readonly credential: SipCredential }
  /** Stale: the secret is right, the nonce is not one that may be used now (RFC 7616 3.3). */
  | { readonly is: 'challenge'; readonly header: string; readonly isStale: boolean }
  /** A gateway that knows the secret which we have for it. */
  | { readonly is: 'gateway'; readonly gateway: SipGateway }
  /** Of: the account that it named without knowing its secret. */
  | { readonly is: 'refused'; readonly of?: SipCredential | undefined };

/** What a phone is challenged with that says this of itself in User-Agent: one algorithm a challenge (RFC 8760 2.4). */
export type DigestAlgorithmOf = (userAgent: string | undefined) => DigestAlgorithm;

type AuthenticatorDeps = {
  directory: Directory;
  db: Db;
  secrets: DerivedSecrets;
  random: Random;
  /** MD5 for everybody where it is absent. */
  digestAlgorithmOf?: DigestAlgorithmOf | undefined;
};

const REALM = 'perch';
const NONCE_LIFETIME_MS = 5 * 60_000;

/** Digest authentication (RFC 7616): the auth user name says which desk, and so which tenant; the domain says nothing. */
export class Authenticator {
  readonly #directory: Directory;
  readonly #db: Db;
  readonly #secrets: DerivedSecrets;
  readonly #random: Random;
  readonly #nonces: Nonces;
  readonly #algorithmOf: DigestAlgorithmOf;

  constructor(args: AuthenticatorDeps) {
    this.#directory = args.directory;
    this.#db = args.db;
    this.#secrets = args.secrets;
    this.#random = args.random;
    this.#algorithmOf = args.digestAlgorithmOf ?? (() => 'MD5');
    this.#nonces = new Nonces(args.secrets.key('sip-nonce'), NONCE_LIFETIME_MS);
  }

  /** @param header Authorization for a registrar or a UAS, Proxy-Authorization for a proxy */
  async check(
    request: SipRequest,
    header: 'Authorization' | 'Proxy-Authorization',
    nowMs: number,
  ): Promise<Authenticated> {
    const given = this.#ours(request, header);
    if (given === undefined) return this.#challenge(request, nowMs, false);
    // Who guesses tries extensions and words: there is nothing to derive for them.
    if (!isId(given.username)) return this.#asGateway(given, request, nowMs);
    const found = this.#directory.credential(given.username);
    const password = this.#secrets.sipSecret(given.username);
    if (!isRightResponse(given, password, request.method)) return { is: 'refused', of: found };
    const nonce = this.#nonces.check(given.nonce, given.nc, nowMs);
    if (nonce !== 'fresh') return this.#challenge(request, nowMs, true);
    if (found !== undefined) return { is: 'live', credential: found };
    const ended =
      this.#directory.endedCredential(given.username) ??
      (await credentialByAuthName(this.#db, given.username))?.credential;
    return ended === undefined ? { is: 'refused' } : { is: 'ended', credential: ended };
  }

  #asGateway(given: DigestCredentials, request: SipRequest, nowMs: number): Authenticated {
    const gateway = this.#directory
      .gateways()
      .filter(({ isEnabled, username, authName }) => isEnabled && (authName ?? username) === given.username)
      .find(({ secret }) => secret !== null && isRightResponse(given, secret, request.method));
    if (gateway === undefined) return { is: 'refused' };
    const nonce = this.#nonces.check(given.nonce, given.nc, nowMs);
    return nonce === 'fresh' ? { is: 'gateway', gateway } : this.#challenge(request, nowMs, true);
  }

  /** A request may carry credentials for others; ours are those of our realm. */
  #ours({ headers }: SipRequest, name: string): DigestCredentials | undefined {
    return headers.get(name) === undefined
      ? undefined
      : [headers.get(name) ?? ''].map(parseDigestCredentials).find((one) => one?.realm === REALM);
  }

  #challenge({ headers }: SipRequest, nowMs: number, stale: boolean): Authenticated {
    const nonce = this.#nonces.make(nowMs, randomToken(this.#random, 8));
    const algorithm = this.#algorithmOf(headers.get('User-Agent'));
    const header = serializeChallenge({ realm: REALM, nonce, algorithm, stale });
    return { is: 'challenge', header, isStale: stale };
  }
}
