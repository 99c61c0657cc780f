import type { SipEngine } from '#server/sip/engine.ts';
import { hostOf } from '#server/sip/flow.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { Headers } from '#server/sip/message/headers.ts';
import { noBody, type SipRequest, type SipResponse } from '#server/sip/message/message.ts';
import { DigestClient } from '#server/sip/uac/digest-client.ts';
import type { LastHeard } from './locations.ts';
import type { OwnAddress } from './own-address.ts';

/** What became of a NOTIFY. */
export type Notified =
  | 'taken'
  /** 489: the phone does not know this event. */
  | 'unknown-event'
  /** 481: it takes no NOTIFY that it did not subscribe to. */
  | 'no-subscription'
  | 'refused'
  | 'unreachable';

type Args = {
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  to: LastHeard;
  /** The value of Event: `check-sync;reboot=false` and the like. */
  event: string;
  /** The secret of the account that is registered there now: a phone may challenge a NOTIFY. */
  secret: string;
  own: OwnAddress;
};

/**
 * An out-of-dialog NOTIFY to the one contact of a phone, over the flow that it came in by, signed with the account's
 * secret when the phone answers 401 or 407. No subscription stands behind it: it is what phones understand as "look
 * again".
 */
export function notifyPhone(args: Args): Promise<Notified> {
  const { run, to, secret } = args;
  return new Promise((resolve) => {
    run((engine, nowMs) => {
      const digest = new DigestClient(engine, { username: to.authName, password: secret });
      const user = {
        response: ({ status }: SipResponse) => (status < 200 ? undefined : resolve(outcomeOf(status))),
        failed: () => resolve('unreachable'),
      };
      digest.send(buildNotify(args, engine.newTag()), to.flow, { user, nowMs });
    });
  });
}

function outcomeOf(status: number): Notified {
  if (status < 300) return 'taken';
  switch (status) {
    case 408:
      return 'unreachable';
    case 481:
      return 'no-subscription';
    case 489:
      return 'unknown-event';
    default:
      return 'refused';
  }
}

function buildNotify({ to, event, own }: Args, tag: string): SipRequest {
  const host = parseSipUri(to.contact)?.host ?? hostOf(to.flow.remote.address);
  const headers = new Headers()
    .append('Max-Forwards', '70')
    .append('From', `<sip:${to.extension}@${hostOf(own.host)}>;tag=${tag}`)
    .append('To', `<sip:${to.extension}@${host}>`)
    .append('Call-ID', `${tag}@${hostOf(own.host)}`)
    .append('CSeq', '1 NOTIFY')
    .append('Contact', `<${own.contact(to.flow)}>`)
    .append('Event', event)
    .append('Subscription-State', 'terminated');
  headers.replaceAll('Route', to.path);
  return { kind: 'request', method: 'NOTIFY', uri: to.contact, headers, body: noBody };
}
