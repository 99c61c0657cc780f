import { createGateway } from '#server/hotdesk/create-gateway.ts';
import { createGatewayInput } from '#server/hotdesk/number-schemas.ts';
import type { SipRequest } from '#server/sip/message/message.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { digestAsker } from './digest-asker.ts';
import type { PbxOffice, TestPhone } from './pbx-office.ts';
import { ANSWER } from './sip-call.ts';

export type FakeGateway = {
  readonly gatewayId: string;
  /** Speaks for the gateway. */
  readonly peer: TestPhone;
  /** Without credentials that are right, and OPTIONS: what it took. */
  readonly taken: SipRequest[];
  /** Says nothing at all. */
  isAway: boolean;
  optionsStatus: number;
  /** What an INVITE is answered, one after the other; a 200 by default. */
  onInvite: (transaction: ServerTransaction, nowMs: number) => void;
  ofMethod(method: string): SipRequest[];
};

type How = {
  /** Where it is said to be, if not by its address. */
  host?: string;
  secret?: string;
  /** How it asks for proof. */
  challenges?: 401 | 407;
  registers?: boolean;
  callerNumber?: string;
  domain?: string;
  sources?: string[];
  minExpires?: number;
};

export const answers = (transaction: ServerTransaction, nowMs: number): void =>
  transaction.reply(200, nowMs, {
    headers: [
      ['Contact', `<sip:outside@${transaction.flow.local.address}:5060>`],
      ['Content-Type', 'application/sdp'],
    ],
    body: new TextEncoder().encode(ANSWER),
  });

/** A provider's trunk at an address of its own, and the record of it. */
export async function addGateway(office: PbxOffice, address: string, how: How = {}): Promise<FakeGateway> {
  const { secret, challenges, minExpires, ...fields } = how;
  const input = createGatewayInput.parse({
    ...{ name: `Trunk ${address}`, host: address, ...fields },
    ...(secret === undefined ? {} : { secret, username: '49301234', authName: 'trunk-user' }),
  });
  const { id } = await createGateway({ ctx: office.ctx, input });
  const peer = office.stranger(address);
  const taken: SipRequest[] = [];
  const isProved =
    challenges && digestAsker({ status: challenges, username: 'trunk-user', secret: secret ?? '' });
  const gateway: FakeGateway = {
    ...{ gatewayId: id, peer, taken, isAway: false, optionsStatus: 200, onInvite: answers },
    ofMethod: (wanted) => taken.filter(({ method }) => method === wanted),
  };
  peer.onRequest = (transaction, nowMs) => {
    const { request } = transaction;
    if (gateway.isAway) return transaction.abandon();
    if (request.method === 'OPTIONS') return transaction.reply(gateway.optionsStatus, nowMs);
    if (isProved !== undefined && !isProved(transaction, nowMs)) return;
    if (minExpires !== undefined && Number(request.headers.get('Expires') ?? minExpires) < minExpires) {
      return transaction.reply(423, nowMs, { headers: [['Min-Expires', `${minExpires}`]] });
    }
    taken.push(request);
    if (request.method === 'INVITE') return gateway.onInvite(transaction, nowMs);
    const expires = request.headers.get('Expires');
    transaction.reply(200, nowMs, { headers: expires === undefined ? [] : [['Expires', expires]] });
  };
  return gateway;
}
