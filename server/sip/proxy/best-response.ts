import type { SipResponse } from '../message/message.ts';

/** RFC 3261 16.7 6: a 6xx before everything, else the lowest class; among 4xx what the caller can act upon. */
export function bestResponse(responses: readonly SipResponse[]): SipResponse | undefined {
  return responses.reduce<SipResponse | undefined>(
    (best, one) => (best === undefined || rank(one) < rank(best) ? one : best),
    undefined,
  );
}

const ACTIONABLE = [401, 407, 415, 420, 484];

function rank({ status }: SipResponse): number {
  if (status >= 600) return 0;
  if (ACTIONABLE.includes(status)) return 399;
  // A phone that says busy knows more than one that did not answer.
  if (status === 408 || status === 503) return 599;
  return status;
}
