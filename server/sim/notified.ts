import { serializeChallenge } from '#server/digest/challenge.ts';
import { parseDigestCredentials } from '#server/digest/credentials.ts';
import { isRightResponse } from '#server/digest/response.ts';
import { bodyText } from '#server/sip/message/message.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import type { PhoneAccount, PhoneSettings, Reaction, SimMake } from './makes/make.ts';

type Args = {
  make: SimMake;
  settings: PhoneSettings;
  /** As whom the phone is registered. */
  account: PhoneAccount | undefined;
  nowMs: number;
};

type Notified = {
  event: string;
  reaction: Reaction;
  /** Where the phone was told to look for its files. */
  url?: string;
};

/** Answers a NOTIFY as the make does, and says what the phone does next. */
export function answerNotify(transaction: ServerTransaction, args: Args): Notified {
  const { make, settings, nowMs } = args;
  const { headers } = transaction.request;
  const event = headers.get('Event') ?? '';
  if (headers.get('Content-Type') === 'application/url') {
    transaction.reply(200, nowMs);
    return { event, reaction: 'look', url: bodyText(transaction.request).trim() };
  }
  if (make.challengesNotify(settings) && !isSigned(transaction, args.account)) {
    const nonce = `sim-${transaction.localTag}`;
    const challenge = serializeChallenge({ realm: make.vendor, nonce, algorithm: 'MD5', stale: false });
    transaction.reply(401, nowMs, { headers: [['WWW-Authenticate', challenge]] });
    return { event, reaction: 'nothing' };
  }
  const reaction = make.reactionTo(event, settings);
  transaction.reply(reaction === 'unknown-event' ? 489 : 200, nowMs);
  return { event, reaction };
}

/** With the secret of the account that is registered: whoever else tells it to look is not believed. */
function isSigned({ request }: ServerTransaction, account: PhoneAccount | undefined): boolean {
  const credentials = parseDigestCredentials(request.headers.get('Authorization') ?? '');
  if (credentials === undefined || account === undefined) return false;
  if (credentials.username !== account.authName || !credentials.nonce.startsWith('sim-')) return false;
  return isRightResponse(credentials, account.password, request.method);
}
