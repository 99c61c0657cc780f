import { mayCallLoggedOut, type NumberReading, readNumber } from '#server/hotdesk/dial-plan.ts';
import type { SipDesk } from '#server/hotdesk/sip-directory.ts';
import type { PromptId } from '#server/media/prompts/catalogue.ts';
import type { Directory } from './directory.ts';

/** What becomes of a call that a desk's phone makes. */
export type CallRoute =
  | Extract<
      NumberReading,
      { is: 'emergency' | 'emergency-test' | 'log-in' | 'log-out' | 'extension' | 'outside' }
    >
  | { readonly is: 'refused'; readonly status: 403 | 404; readonly why: PromptId };

/** Where a call goes by its number, and whether it may go there from a phone at which nobody is logged in. */
export function routeCall(directory: Directory, caller: SipDesk, dialled: string): CallRoute {
  const settings = directory.settings(caller.tenantId);
  const isExtension = (number: string): boolean => directory.isExtension(caller.tenantId, number);
  const reading = readNumber(settings, dialled, isExtension);
  if (caller.occupant === null && !mayCallLoggedOut(settings, dialled, reading))
    return { is: 'refused', status: 403, why: 'not-allowed-from-this-phone' };
  if (reading.is === 'none' || (reading.is === 'extension' && !isExtension(reading.extension)))
    return { is: 'refused', status: 404, why: 'number-not-known' };
  return reading;
}
