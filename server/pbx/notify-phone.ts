import type { SipEngine } from '#server/sip/engine.ts';
import { hostOf } from '#server/sip/flow.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { cseqOf, noBody, type SipRequest, type SipResponse } from '#server/sip/message/message.ts';
import { answerChallenge } from '#server/sip/registrar/digest.ts';
import type { LastHeard } from './locations.ts';

/** What became of a NOTIFY. */
export type Notified = 'taken' | 'refused' | 'unreachable';

type Args = {
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  to: LastHeard;
  /** The value of Event: `check-sync;reboot=false` and the like. */
  event: string;
  /** The secret of the account that is registered there now: a phone may challenge a NOTIFY. */
  secret: string;
  sipHost: string;
};

/**
 * An out-of-dialog NOTIFY to the one contact of a phone, over the flow that it came in by, signed with the account's
 * secret when the phone answers 401. No subscription stands behind it: it is what phones understand as "look again".
 */
export function notifyPhone(args: Args): Promise<Notified> {
  return new Promise((resolve) => {
    args.run((engine, nowMs) => {
      const request = buildNotify(args, engine.newTag());
      send({ engine, request, args, resolve, nowMs, mayAnswer: true });
    });
  });
}

type Sending = {
  engine: SipEngine;
  request: SipRequest;
  args: Args;
  resolve(outcome: Notified): void;
  nowMs: number;
  mayAnswer: boolean;
};

function send({ engine, request, args, resolve, nowMs, mayAnswer }: Sending): void {
  const response = (answer: SipResponse, atMs: number): void => {
    if (answer.status < 200) return;
    const signed = mayAnswer ? sign(request, answer, { args, cnonce: engine.newTag() }) : undefined;
    if (signed !== undefined) send({ engine, request: signed, args, resolve, nowMs: atMs, mayAnswer: false });
    else resolve(answer.status < 300 ? 'taken' : answer.status === 408 ? 'unreachable' : 'refused');
  };
  const user = { response, failed: () => resolve('unreachable') };
  engine.request(request, args.to.flow, { user, nowMs });
}

/** The same request once more, with the answer to its challenge. */
function sign(
  request: SipRequest,
  answer: SipResponse,
  { args, cnonce }: { args: Args; cnonce: string },
): SipRequest | undefined {
  const isProxy = answer.status === 407;
  if (answer.status !== 401 && !isProxy) return undefined;
  const challenge = answer.headers.get(isProxy ? 'Proxy-Authenticate' : 'WWW-Authenticate') ?? '';
  const own = {
    username: args.to.authName,
    password: args.secret,
    method: 'NOTIFY',
    uri: request.uri,
    cnonce,
  };
  const value = answerChallenge(challenge, own);
  if (value === undefined) return undefined;
  const headers = request.headers.clone();
  headers.set(isProxy ? 'Proxy-Authorization' : 'Authorization', value);
  headers.set('CSeq', `${(cseqOf(request)?.number ?? 0) + 1} NOTIFY`);
  return { ...request, headers };
}

function buildNotify({ to, event, sipHost }: Args, tag: string): SipRequest {
  const host = parseSipUri(to.contact)?.host ?? hostOf(to.flow.remote.address);
  const headers = new Headers()
    .append('Max-Forwards', '70')
    .append('From', `<sip:${to.extension}@${hostOf(sipHost)}>;tag=${tag}`)
    .append('To', `<sip:${to.extension}@${host}>`)
    .append('Call-ID', `${tag}@${hostOf(sipHost)}`)
    .append('CSeq', '1 NOTIFY')
    .append('Contact', `<sip:perch@${hostOf(sipHost)}>`)
    .append('Event', event)
    .append('Subscription-State', 'terminated');
  return { kind: 'request', method: 'NOTIFY', uri: to.contact, headers, body: noBody };
}
