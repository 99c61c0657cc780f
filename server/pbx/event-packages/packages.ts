import type { EventPackage } from '#server/sip/event/decide-subscribe.ts';
import { parseEvent } from '#server/sip/event/event-header.ts';
import type { SipRequest } from '#server/sip/message/message.ts';

/** After a crash a lamp stands still until its phone asks again: not for long. */
const lifetime = { expiresMinSeconds: 60, expiresMaxSeconds: 900 } as const;

export const watchable = {
  /** RFC 4235: who rings and who talks, for lamps. */
  dialog: { name: 'dialog', contentType: 'application/dialog-info+xml', spacingMs: 1_000, ...lifetime },
  /** RFC 3842: the message lamp. */
  messageSummary: {
    name: 'message-summary',
    contentType: 'application/simple-message-summary',
    spacingMs: 1_000,
    ...lifetime,
  },
  /** RFC 3856, with the distance of its section 6.10. */
  presence: { name: 'presence', contentType: 'application/pidf+xml', spacingMs: 5_000, ...lifetime },
} as const satisfies Record<string, EventPackage>;

const byName = new Map<string, EventPackage>(Object.values(watchable).map((one) => [one.name, one]));

/** The package that a SUBSCRIBE is for; undefined for what nobody here can watch. */
export const packageOf = ({ headers }: SipRequest): EventPackage | undefined =>
  byName.get(parseEvent(headers.get('Event'))?.package ?? '');

export const ALLOW_EVENTS = [...byName.keys(), 'ua-profile'].join(', ');
