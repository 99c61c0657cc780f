import type { SipEngine } from '../engine.ts';
import type { Flow } from '../flow.ts';
import { parseNameAddr } from '../grammar/name-addr.ts';
import { Headers } from '../message/headers.ts';
import { noBody, numberOf, type SipRequest, type SipResponse } from '../message/message.ts';
import { DigestClient, type SipAccount } from './digest-client.ts';

export type RegistrationUser = {
  /** Bound for so many seconds; 0 = no more. */
  registered(expiresSeconds: number, nowMs: number): void;
  /** Refused with this status, or not answered in time (408). */
  failed(status: number, nowMs: number): void;
  /** The connection broke; by default as if a 503 had come. */
  broken?(nowMs: number): void;
};

type Args = {
  engine: SipEngine;
  flow: Flow;
  account: SipAccount;
  /** `sip:registrar.example`: the Request-URI. */
  registrar: string;
  /** `sip:101@registrar.example`: whose contact this is. */
  aor: string;
  contact: string;
  userAgent?: string;
  user: RegistrationUser;
};

/** Whoever wants longer than a day is not meant. */
const EXPIRES_MAX_SECONDS = 86_400;

/** One contact of one address of record, kept by REGISTERs in one Call-ID (RFC 3261 10.2). */
export class Registration {
  readonly #args: Args;
  readonly #digest: DigestClient;
  readonly #callId: string;
  readonly #fromTag: string;
  #cseq = 0;

  constructor(args: Args) {
    this.#args = args;
    this.#digest = new DigestClient(args.engine, args.account);
    this.#callId = `${args.engine.newTag()}${args.engine.newTag()}`;
    this.#fromTag = args.engine.newTag();
  }

  /** Registers, refreshes, or with 0 seconds ends it. */
  register(expiresSeconds: number, nowMs: number): void {
    const { flow, user } = this.#args;
    const sent = this.#digest.send(this.#request(expiresSeconds), flow, {
      nowMs,
      user: {
        response: (response, atMs) => {
          if (response.status < 200) return;
          this.#cseq = Math.max(this.#cseq, numberOfCseq(sent.request));
          const longer = this.#longerThan(expiresSeconds, response);
          if (response.status < 300) user.registered(this.#granted(response, expiresSeconds), atMs);
          else if (longer !== undefined) this.register(longer, atMs);
          else user.failed(response.status, atMs);
        },
        failed: (why, atMs) => {
          if (why === 'timeout') user.failed(408, atMs);
          else if (user.broken === undefined) user.failed(503, atMs);
          else user.broken(atMs);
        },
      },
    });
  }

  #request(expiresSeconds: number): SipRequest {
    const { registrar, aor, contact, userAgent } = this.#args;
    this.#cseq += 1;
    const headers = new Headers()
      .append('From', `<${aor}>;tag=${this.#fromTag}`)
      .append('To', `<${aor}>`)
      .append('Call-ID', this.#callId)
      .append('CSeq', `${this.#cseq} REGISTER`)
      .append('Max-Forwards', '70')
      .append('Contact', `<${contact}>`)
      .append('Expires', String(expiresSeconds));
    if (userAgent !== undefined) headers.append('User-Agent', userAgent);
    return { kind: 'request', method: 'REGISTER', uri: registrar, headers, body: noBody };
  }

  /** RFC 3261 10.3 7: what the registrar wants instead of a time that is too short for it. */
  #longerThan(asked: number, response: SipResponse): number | undefined {
    const wanted = response.status === 423 ? numberOf(response, 'Min-Expires') : undefined;
    return wanted !== undefined && wanted > asked && wanted <= EXPIRES_MAX_SECONDS ? wanted : undefined;
  }

  /** RFC 3261 10.2.4: what the registrar says of our contact, else of all, else what we asked for. */
  #granted(response: SipResponse, asked: number): number {
    for (const text of response.headers.list('Contact') ?? []) {
      const contact = parseNameAddr(text);
      const expires = contact?.params.get('expires');
      if (contact?.uri === this.#args.contact && expires) return Number(expires);
    }
    return asked === 0 ? 0 : (numberOf(response, 'Expires') ?? asked);
  }
}

const numberOfCseq = ({ headers }: SipRequest): number => Number.parseInt(headers.get('CSeq') ?? '0', 10);
