import type { NameAddr } from '../grammar/name-addr.ts';
import { keptText } from '../grammar/tokens.ts';
import { isSameUri, parseSipUri } from '../grammar/uri.ts';
import { contactsOf, cseqOf, numberOf, type SipRequest } from '../message/message.ts';

/** RFC 3261 10: one contact of an address of record. */
export type Binding = {
  /** The contact URI, as the phone wrote it. */
  readonly contact: string;
  readonly callId: string;
  readonly cseq: number;
  /** 0–1000: `q` in thousandths. */
  readonly qThousandths: number;
  readonly path: readonly string[];
  /** RFC 5626 4.1: which phone this is, whatever way it comes by; undefined where it does not say. */
  readonly instance?: string | undefined;
  readonly expiresAtMs: number;
};

export type RegistrarPolicy = {
  readonly expiresDefaultSeconds: number;
  readonly expiresMinSeconds: number;
  readonly expiresMaxSeconds: number;
  readonly bindingsMax: number;
};

export type RegisterDecision =
  | {
      readonly kind: 'accept';
      /** Everything that is bound afterwards. */
      readonly bindings: readonly Binding[];
      readonly upserts: readonly Binding[];
      readonly removals: readonly Binding[];
    }
  | {
      readonly kind: 'reject';
      readonly status: 400 | 403 | 423 | 500;
      readonly reason: string;
      readonly minExpires?: number;
    };

type Args = { request: SipRequest; bindings: readonly Binding[]; policy: RegistrarPolicy; nowMs: number };

/** RFC 3261 10.3 steps 6 to 8, as a decision: all changes of a request, or none. */
export function decideRegister({ request, bindings, policy, nowMs }: Args): RegisterDecision {
  const live = bindings.filter((binding) => binding.expiresAtMs > nowMs);
  const contacts = contactsOf(request);
  if (contacts === undefined) return malformed;
  const callId = keptText(request.headers.get('Call-ID') ?? '');
  const cseq = cseqOf(request)?.number ?? 0;
  if (contacts.includes('*')) return removeAll({ request, live, callId, cseq, only: contacts.length === 1 });
  // Each is compared with each: a move of every one of them is as much as makes sense.
  if (contacts.length > 2 * policy.bindingsMax) return tooMany;
  const path = pathOf(request);
  const upserts: Binding[] = [];
  const removals: Binding[] = [];
  for (const contact of contacts) {
    const asked = contact === '*' ? malformed : readContact(contact, request, policy);
    if ('kind' in asked) return asked;
    const former = live.find((binding) => isSameContact(binding.contact, asked.uri));
    if (former !== undefined && isOlder(former, callId, cseq)) return outOfOrder;
    const isTwice = [...upserts, ...removals].some(({ contact: other }) => isSameContact(other, asked.uri));
    if (isTwice) return malformed;
    if (asked.seconds > 0) {
      const expiresAtMs = nowMs + asked.seconds * 1_000;
      upserts.push({
        contact: former?.contact ?? keptText(asked.uri),
        callId,
        cseq,
        qThousandths: asked.q,
        path,
        instance: asked.instance,
        expiresAtMs,
      });
    } else if (former !== undefined) removals.push(former);
  }
  removals.push(...leftBehind(live, { upserts, removals }));
  const replaced = new Set([...upserts, ...removals].map((binding) => binding.contact));
  const after = [...live.filter((binding) => !replaced.has(binding.contact)), ...upserts];
  if (after.length > policy.bindingsMax) return tooMany;
  return { kind: 'accept', bindings: after, upserts, removals };
}

/** Most phones have none: all of them the same. */
const noPath: readonly string[] = [];

/** RFC 3327 5.3 */
function pathOf({ headers }: SipRequest): readonly string[] {
  return headers.has('Path') ? (headers.list('Path') ?? []).map(keptText) : noPath;
}

type All = { request: SipRequest; live: readonly Binding[]; callId: string; cseq: number; only: boolean };

/** RFC 3261 10.2.2: `*` stands alone and with Expires: 0. */
function removeAll({ request, live, callId, cseq, only }: All): RegisterDecision {
  if (!only || numberOf(request, 'Expires') !== 0) return malformed;
  if (live.some((binding) => isOlder(binding, callId, cseq))) return outOfOrder;
  return { kind: 'accept', bindings: [], upserts: [], removals: live };
}

type Asked = { uri: string; seconds: number; q: number; instance: string | undefined };

function readContact(
  address: NameAddr,
  request: SipRequest,
  policy: RegistrarPolicy,
): Asked | Extract<RegisterDecision, { kind: 'reject' }> {
  if (parseSipUri(address.uri) === undefined) return malformed;
  const given = address.params.get('expires') ?? '';
  const own = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  // RFC 3261 10.3 7: the contact's own, the header's, ours; what is no number is taken for ours (20.10).
  const asked = Number.isNaN(own) ? (numberOf(request, 'Expires') ?? policy.expiresDefaultSeconds) : own;
  if (asked > 0 && asked < policy.expiresMinSeconds) {
    return {
      kind: 'reject',
      status: 423,
      reason: 'Interval Too Brief',
      minExpires: policy.expiresMinSeconds,
    };
  }
  const q = Number(address.params.get('q') ?? 1);
  const qThousandths = q >= 0 && q <= 1 ? Math.round(q * 1_000) : 1_000;
  const seconds = Math.min(asked, policy.expiresMaxSeconds);
  const instance = address.params.get('+sip.instance')?.toLowerCase();
  return { uri: address.uri, seconds, q: qThousandths, instance };
}

/** RFC 3261 10.3 7: in one registration dialogue the CSeq rises. */
const isOlder = (binding: Binding, callId: string, cseq: number): boolean =>
  binding.callId === callId && cseq <= binding.cseq;

/** What a phone that came by another way before is not at any more. What the request itself names is not touched. */
function leftBehind(
  live: readonly Binding[],
  { upserts, removals }: { upserts: readonly Binding[]; removals: readonly Binding[] },
): Binding[] {
  const named = new Set([...upserts, ...removals].map(({ contact }) => contact));
  return live.filter(
    (binding) => !named.has(binding.contact) && upserts.some((upsert) => isSamePhone(binding, upsert)),
  );
}

/**
 * Whether a phone that has just registered is the one that was bound before, by another way: it is not there any more.
 * One that names itself is known by that. Else it is the same user at the same host, where either the registration
 * dialogue (RFC 3261 10.2) or the port is the same; two phones behind one address differ in both.
 */
function isSamePhone(before: Binding, now: Binding): boolean {
  if (before.instance !== undefined && now.instance !== undefined) return before.instance === now.instance;
  const [one, other] = [parseSipUri(before.contact), parseSipUri(now.contact)];
  if (one === undefined || other === undefined) return false;
  if (one.user !== other.user || one.host !== other.host) return false;
  return before.callId === now.callId || one.port === other.port;
}

function isSameContact(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [parseSipUri(a), parseSipUri(b)];
  return one !== undefined && other !== undefined && isSameUri(one, other);
}

const malformed = { kind: 'reject', status: 400, reason: 'Malformed Contact' } as const;
const tooMany = { kind: 'reject', status: 403, reason: 'Too many contacts' } as const;
const outOfOrder = { kind: 'reject', status: 500, reason: 'CSeq out of order' } as const;
