import type { RegisterRefusal } from '#server/hotdesk/phone-signalling.ts';
import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import { type Flow, isSecure } from '#server/sip/flow.ts';
import { serializeNameAddr } from '#server/sip/grammar/name-addr.ts';
import { keptText } from '#server/sip/grammar/tokens.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { contactsOf, type SipRequest, toOf } from '#server/sip/message/message.ts';
import {
  type Binding,
  decideRegister,
  type RegisterDecision,
  type RegistrarPolicy,
} from '#server/sip/registrar/decide-register.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { Authenticated, Authenticator } from './authenticate.ts';
import type { BindingWriter } from './binding-writer.ts';
import type { Directory } from './directory.ts';
import type { Locations } from './locations.ts';

export type RegistrarDeps = {
  authenticator: Authenticator;
  directory: Directory;
  locations: Locations;
  writer: Pick<BindingWriter, 'write'>;
  clock: { nowMs(): number };
  log: Log;
  /** Whether to answer whom this was found out of. */
  mayAnswer(checked: Authenticated, transaction: ServerTransaction, nowMs: number): boolean;
  /** A live binding was stored: the desk may be settled by it. */
  onRegistered(credential: SipCredential, transaction: ServerTransaction): void;
  /** A phone that missed the end of its credentials registered with them. */
  onEndedCredential(credential: SipCredential, flow: Flow): void;
  /** A REGISTER with the credentials of a desk, or in its name, was turned down. */
  onRefused(credential: SipCredential, why: RegisterRefusal, flow: Flow): void;
};

const POLICY: RegistrarPolicy = {
  expiresDefaultSeconds: 600,
  expiresMinSeconds: 60,
  expiresMaxSeconds: 3_600,
  bindingsMax: 5,
};

/** A phone with ended credentials has no binding; it can be reached for about as long as a NAT remembers it. */
const HEARD_FOR_MS = 60_000;

/** RFC 3261 10: takes registrations, stores them, and only then says 200. */
export class Registrar {
  readonly #deps: RegistrarDeps;

  constructor(deps: RegistrarDeps) {
    this.#deps = deps;
  }

  async receive(transaction: ServerTransaction, nowMs: number): Promise<void> {
    const checked = await this.#deps.authenticator.check(transaction.request, 'Authorization', nowMs);
    if (!this.#deps.mayAnswer(checked, transaction, nowMs)) return transaction.abandon();
    switch (checked.is) {
      case 'challenge':
        return transaction.replyStatelessly(401, { headers: [['WWW-Authenticate', checked.header]] });
      case 'refused':
        if (checked.of !== undefined) this.#deps.onRefused(checked.of, 'wrong-credentials', transaction.flow);
        return transaction.replyStatelessly(403);
      case 'ended':
        return this.#ended(transaction, checked.credential, nowMs);
      case 'live':
        return this.#register(transaction, checked.credential, nowMs);
    }
  }

  #ended(transaction: ServerTransaction, credential: SipCredential, nowMs: number): void {
    transaction.reply(403, nowMs, { reason: 'Logged out' });
    // A phone that takes leave knows already that it is somebody else's.
    if (isTakingLeave(transaction.request)) return;
    this.#deps.onRefused(credential, 'ended-credentials', transaction.flow);
    const [contact] = contactsOf(transaction.request) ?? [];
    if (contact !== undefined && contact !== '*') {
      const { authName, extension, deskId } = credential;
      this.#deps.locations.heard(deskId, {
        authName,
        extension,
        contact: keptText(contact.uri),
        path: transaction.request.headers.list('Path') ?? [],
        flow: transaction.flow,
        untilMs: nowMs + HEARD_FOR_MS,
      });
    }
    this.#deps.onEndedCredential(credential, transaction.flow);
  }

  async #register(transaction: ServerTransaction, credential: SipCredential, nowMs: number): Promise<void> {
    const { request } = transaction;
    const aor = parseSipUri(toOf(request)?.uri ?? '');
    if (!isNamed(credential, aor?.user)) {
      this.#deps.onRefused(credential, 'other-extension', transaction.flow);
      return transaction.reply(403, nowMs, { reason: 'Not your extension' });
    }
    // RFC 5630 3.1: who is to be reached by TLS only has come so, or over somebody who saw to it.
    if (namesSips(request) && !isSecure(transaction.flow) && !request.headers.has('Path')) {
      this.#deps.onRefused(credential, 'no-tls', transaction.flow);
      return transaction.reply(403, nowMs, { reason: 'A SIPS contact needs TLS' });
    }
    const before = this.#deps.locations.ofCredential(credential.deskId, credential.authName, nowMs);
    const bindings = before.map(({ binding }) => binding);
    const decision = decideRegister({ request, bindings, policy: POLICY, nowMs });
    if (decision.kind === 'accept') return this.#store({ transaction, credential, decision, nowMs });
    const { status, reason, minExpires } = decision;
    const headers: HeaderLines = minExpires === undefined ? [] : [['Min-Expires', String(minExpires)]];
    return transaction.reply(status, nowMs, { reason, headers });
  }

  /** Stored first, then known, then acknowledged. */
  async #store({ transaction, credential, decision, nowMs }: Accepted): Promise<void> {
    const { locations, directory, writer, clock, log } = this.#deps;
    const { flow, request } = transaction;
    const saysOfItself = request.headers.get('User-Agent');
    const userAgent = saysOfItself === undefined ? null : keptText(saysOfItself);
    const { authName, deskId, extension } = credential;
    const upserts = decision.upserts.map((binding) => ({ ...binding, authName, deskId, flow, userAgent }));
    const removals = decision.removals.map(({ contact }) => ({ authName, deskId, contact }));
    try {
      await writer.write({ upserts, removals }, nowMs);
    } catch (error) {
      log.error('a registration could not be stored', { error: reasonOf(error) });
      return transaction.reply(500, clock.nowMs());
    }
    // They may have ended while this was written.
    if (directory.credential(authName) === undefined)
      return this.#ended(transaction, credential, clock.nowMs());
    for (const binding of removals) locations.remove(binding);
    for (const binding of upserts) locations.put({ binding, flow }, extension);
    transaction.reply(200, clock.nowMs(), {
      headers: [...contactLines(decision.bindings, nowMs), ...pathLines(request)],
    });
    if (upserts.length > 0) this.#deps.onRegistered(credential, transaction);
  }
}

/** A phone that has one name for both, its address and its credentials, can be told only the latter. */
const isNamed = ({ extension, authName }: SipCredential, user: string | undefined): boolean =>
  user === extension || user === authName;

/** RFC 3261 10.2.2: a REGISTER that only removes. */
function isTakingLeave(request: SipRequest): boolean {
  const [contact] = contactsOf(request) ?? [];
  if (contact === '*') return true;
  return (contact?.params.get('expires') ?? request.headers.get('Expires')) === '0';
}

const namesSips = (request: SipRequest): boolean =>
  (contactsOf(request) ?? []).some((contact) => contact !== '*' && /^sips:/i.test(contact.uri));

type HeaderLines = Array<[name: string, value: string]>;
type Accepted = {
  transaction: ServerTransaction;
  credential: SipCredential;
  decision: Extract<RegisterDecision, { kind: 'accept' }>;
  nowMs: number;
};

/** RFC 3327 5.3 */
const pathLines = ({ headers }: SipRequest): HeaderLines =>
  (headers.list('Path') ?? []).map((value) => ['Path', value]);

/** RFC 3261 10.3 8: every contact that is bound, and for how long. */
function contactLines(bindings: readonly Binding[], nowMs: number): HeaderLines {
  return bindings.map(({ contact, expiresAtMs }) => {
    const params = new Map([['expires', String(Math.max(0, Math.ceil((expiresAtMs - nowMs) / 1_000)))]]);
    return ['Contact', serializeNameAddr({ displayName: undefined, uri: contact, params })];
  });
}
