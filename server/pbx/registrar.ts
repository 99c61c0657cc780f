import type { SipCredential } from '#server/hotdesk/sip-directory.ts';
import type { Log } from '#server/ports/log.ts';
import type { Flow } from '#server/sip/flow.ts';
import { parseNameAddr, serializeNameAddr } from '#server/sip/grammar/name-addr.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { toOf } from '#server/sip/message/message.ts';
import { type Binding, decideRegister, type RegistrarPolicy } from '#server/sip/registrar/decide-register.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { Authenticator } from './authenticate.ts';
import type { BindingWriter } from './binding-writer.ts';
import type { Directory } from './directory.ts';
import type { Locations } from './locations.ts';

export type RegistrarDeps = {
  authenticator: Authenticator;
  directory: Directory;
  locations: Locations;
  writer: BindingWriter;
  clock: { nowMs(): number };
  log: Log;
  /** A live binding was stored: the desk may be settled by it. */
  onRegistered(credential: SipCredential): void;
  /** A phone that missed the end of its credentials registered with them. */
  onEndedCredential(credential: SipCredential): void;
};

const POLICY: RegistrarPolicy = {
  expiresDefaultSeconds: 600,
  expiresMinSeconds: 60,
  expiresMaxSeconds: 3_600,
  bindingsMax: 5,
};

/** RFC 3261 10: takes registrations, stores them, and only then says 200. */
export class Registrar {
  readonly #deps: RegistrarDeps;

  constructor(deps: RegistrarDeps) {
    this.#deps = deps;
  }

  async receive(transaction: ServerTransaction, nowMs: number): Promise<void> {
    const checked = await this.#deps.authenticator.check(transaction.request, 'Authorization', nowMs);
    switch (checked.is) {
      case 'challenge':
        return transaction.reply(401, nowMs, { headers: [['WWW-Authenticate', checked.header]] });
      case 'refused':
        return transaction.reply(403, nowMs);
      case 'ended':
        return this.#ended(transaction, checked.credential, nowMs);
      case 'live':
        return this.#register(transaction, checked.credential, nowMs);
    }
  }

  #ended(transaction: ServerTransaction, credential: SipCredential, nowMs: number): void {
    transaction.reply(403, nowMs, { reason: 'Logged out' });
    const contact = parseNameAddr(transaction.request.headers.list('Contact')?.[0] ?? '')?.uri;
    if (contact !== undefined) {
      const { authName, extension, deskId } = credential;
      this.#deps.locations.heard(deskId, { authName, extension, contact, flow: transaction.flow });
    }
    this.#deps.onEndedCredential(credential);
  }

  async #register(transaction: ServerTransaction, credential: SipCredential, nowMs: number): Promise<void> {
    const { request, flow } = transaction;
    const aor = parseSipUri(toOf(request)?.uri ?? '');
    if (aor?.user !== credential.extension)
      return transaction.reply(403, nowMs, { reason: 'Not your extension' });
    const { locations, directory, writer, clock, onRegistered, log } = this.#deps;
    const before = locations
      .ofCredential(credential.deskId, credential.authName, nowMs)
      .map(({ binding }) => binding);
    const decision = decideRegister({ request, bindings: before, policy: POLICY, nowMs });
    if (decision.kind === 'reject') {
      const { status, reason, minExpires } = decision;
      const headers: Array<[string, string]> =
        minExpires === undefined ? [] : [['Min-Expires', String(minExpires)]];
      return transaction.reply(status, nowMs, { reason, headers });
    }
    const userAgent = request.headers.get('User-Agent') ?? null;
    const full = (binding: Binding) => ({
      ...binding,
      path: [...binding.path],
      ...whose(credential),
      flow: storedFlow(flow),
      userAgent,
    });
    const upserts = decision.upserts.map(full);
    const removals = decision.removals.map(full);
    try {
      const isLive =
        upserts.length + removals.length === 0 ||
        (await writer.write({ upserts, removals }, nowMs)) ||
        upserts.length === 0;
      if (!isLive) return transaction.reply(403, clock.nowMs(), { reason: 'Logged out' });
    } catch (error) {
      log.error('a registration could not be stored', { error: String(error) });
      return transaction.reply(500, clock.nowMs());
    }
    for (const binding of removals) locations.remove(binding);
    for (const binding of upserts) locations.put({ binding, flow }, credential.extension);
    transaction.reply(200, clock.nowMs(), { headers: contactLines(decision.bindings, nowMs) });
    if (upserts.length > 0) onRegistered(credential);
  }
}

const whose = ({ authName, deskId }: SipCredential) => ({ authName, deskId });

const storedFlow = ({ transport, remote, local }: Flow) => ({ transport, remote, local });

/** RFC 3261 10.3 8: every contact that is bound, and for how long. */
function contactLines(bindings: readonly Binding[], nowMs: number): Array<[string, string]> {
  return bindings.map(({ contact, expiresAtMs }) => {
    const params = new Map([['expires', String(Math.max(0, Math.ceil((expiresAtMs - nowMs) / 1_000)))]]);
    return ['Contact', serializeNameAddr({ displayName: undefined, uri: contact, params })];
  });
}
