import type { FlowFailure } from '#server/sip/flow.ts';

/** What keeps a gateway from working. By `code` and `detail` a page says it in its own language. */
export type GatewayTrouble = {
  readonly code:
    | 'answer'
    | 'register_answer'
    | 'no_answer'
    | 'unknown_name'
    | 'no_name_service'
    | 'connection'
    | 'certificate';
  /** A status, a name, or the words of the system; empty where there is nothing to add. */
  readonly detail: string;
};

export const ofStatus = (status: number): GatewayTrouble =>
  status === 408 ? { code: 'no_answer', detail: '' } : { code: 'answer', detail: `${status}` };

export const ofRegisterStatus = (status: number): GatewayTrouble =>
  status === 408 ? ofStatus(status) : { code: 'register_answer', detail: `${status}` };

export const ofFlow = (failure: FlowFailure | undefined): GatewayTrouble => ({
  code: failure?.is ?? 'connection',
  detail: failure?.reason ?? 'it was closed',
});

/** What DNS said, as `node:dns` does: a name that is not there, or nobody to ask. */
export function ofName(name: string, error: unknown): GatewayTrouble {
  const code = error instanceof Error && 'code' in error ? `${error.code}` : '';
  const isUnanswered = /^(EAI_AGAIN|ETIMEOUT|ECONNREFUSED|ESERVFAIL)$/.test(code);
  return { code: isUnanswered ? 'no_name_service' : 'unknown_name', detail: name };
}

/** For programs and logs, in English. */
export function inWords({ code, detail }: GatewayTrouble): string {
  const why = detail === '' ? '' : `: ${detail}`;
  switch (code) {
    case 'answer':
      return `the answer is ${detail}`;
    case 'register_answer':
      return `the answer to REGISTER is ${detail}`;
    case 'no_answer':
      return 'no answer';
    case 'unknown_name':
      return `the name ${detail} is not known`;
    case 'no_name_service':
      return `the name ${detail} cannot be looked up: DNS does not answer`;
    case 'connection':
      return `no connection${why}`;
    case 'certificate':
      return `the certificate does not prove who it is${why}`;
  }
}
