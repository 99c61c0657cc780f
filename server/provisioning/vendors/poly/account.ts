import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import { LABEL_MAX } from './keys.ts';
import type { Parameter } from './parameters.ts';

/** The largest models register sixteen; others pass over what they have not got. */
const REGISTRATIONS = 16;
export const TRANSPORT = { udp: 'UDPOnly', tcp: 'TCPOnly', tls: 'TLS' } as const;
const KEEP_ALIVE_SECONDS = 30;

export function accountParameters({ account, keys }: DeskPhone): Parameter[] {
  const { registrar, outboundProxy, isSrtp, isBehindNat } = account;
  const transport = TRANSPORT[account.transport];
  const mailbox = keys.find(({ does }) => does === 'voicemail')?.dials ?? '';
  return [
    ['reg.1.address', account.extension],
    ['reg.1.label', shorten(account.label, LABEL_MAX)],
    ['reg.1.displayName', shorten(account.displayName, LABEL_MAX)],
    ['reg.1.type', 'private'],
    ['reg.1.lineKeys', 1],
    ['reg.1.auth.userId', account.authName],
    ['reg.1.auth.password', account.secret],
    ['reg.1.server.1.address', registrar.host],
    ['reg.1.server.1.port', registrar.port],
    ['reg.1.server.1.transport', transport],
    ['reg.1.server.1.expires', account.expiresSeconds],
    ['reg.1.server.1.register', 1],
    ['reg.1.server.2.address', ''],
    ['reg.1.outboundProxy.address', outboundProxy?.host ?? ''],
    ['reg.1.outboundProxy.port', outboundProxy?.port ?? 0],
    ['reg.1.outboundProxy.transport', transport],
    ['msg.mwi.1.subscribe', ''],
    ['msg.mwi.1.callBackMode', mailbox === '' ? 'disabled' : 'contact'],
    ['msg.mwi.1.callBack', mailbox],
    ...srtpParameters(isSrtp),
    ['nat.keepalive.interval', isBehindNat ? KEEP_ALIVE_SECONDS : 0],
    ['tone.dtmf.viaRtp', 1],
    ['tone.dtmf.rfc2833Control', 1],
    ['voIpProt.SIP.dtmfViaSignaling.rfc2976', 0],
  ];
}

export const srtpParameters = (isSrtp: boolean): Parameter[] =>
  ['enable', 'offer', 'require'].map((what) => [`sec.srtp.${what}`, isSrtp ? 1 : 0]);

export const noAccounts = (first: number): Parameter[] =>
  range(first, REGISTRATIONS).flatMap((n): Parameter[] => [
    [`reg.${n}.address`, ''],
    [`reg.${n}.label`, ''],
    [`reg.${n}.displayName`, ''],
    [`reg.${n}.auth.userId`, ''],
    [`reg.${n}.auth.password`, ''],
    [`reg.${n}.server.1.address`, ''],
  ]);
