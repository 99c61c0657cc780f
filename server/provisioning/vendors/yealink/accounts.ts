import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../text.ts';
import { LABEL_MAX, type Setting } from './setting.ts';

/** The largest models have 16 accounts; others pass over what they have not got. */
const ACCOUNTS = 16;
export const TRANSPORT = { udp: 0, tcp: 1, tls: 2 } as const;
const DTMF_BY_RFC_2833 = 1;
const KEEP_ALIVE = 1;
const SRTP_NEVER = 0;
const SRTP_ALWAYS = 2;

export function accountSettings({ account, keys }: DeskPhone): Setting[] {
  const { registrar, outboundProxy, transport, isBehindNat, isSrtp } = account;
  return [
    ['account.1.enable', 1],
    ['account.1.label', shorten(account.label, LABEL_MAX)],
    ['account.1.display_name', shorten(account.displayName, LABEL_MAX)],
    ['account.1.user_name', account.extension],
    ['account.1.auth_name', account.authName],
    ['account.1.password', account.secret],
    ['account.1.sip_server.1.address', registrar.host],
    ['account.1.sip_server.1.port', registrar.port],
    ['account.1.sip_server.1.transport_type', TRANSPORT[transport]],
    ['account.1.sip_server.1.expires', account.expiresSeconds],
    ['account.1.sip_server.2.address', undefined],
    ['account.1.outbound_proxy_enable', outboundProxy === null ? 0 : 1],
    ['account.1.outbound_proxy.1.address', outboundProxy?.host],
    ['account.1.outbound_proxy.1.port', outboundProxy?.port],
    ['account.1.srtp_encryption', isSrtp ? SRTP_ALWAYS : SRTP_NEVER],
    ['account.1.nat.rport', 1],
    ['account.1.nat.udp_update_enable', isBehindNat ? KEEP_ALIVE : 0],
    ['account.1.dtmf.type', DTMF_BY_RFC_2833],
    ['account.1.codec.pcmu.enable', 1],
    ['account.1.codec.pcma.enable', 1],
    ['account.1.codec.g722.enable', 1],
    ['account.1.subscribe_mwi', 0],
    ['voice_mail.number.1', keys.find(({ does }) => does === 'voicemail')?.dials],
  ];
}

/** Nor does its next owner's account 1 go by our proxy, or want SRTP. */
export const releasedAccounts = (): Setting[] => [
  ...emptyAccounts(1),
  ['account.1.sip_server.1.port', undefined],
  ['account.1.sip_server.1.transport_type', TRANSPORT.udp],
  ['account.1.sip_server.1.expires', undefined],
  ['account.1.outbound_proxy_enable', 0],
  ['account.1.outbound_proxy.1.address', undefined],
  ['account.1.outbound_proxy.1.port', undefined],
  ['account.1.srtp_encryption', SRTP_NEVER],
  ['account.1.nat.udp_update_enable', KEEP_ALIVE],
];

export function emptyAccounts(first: number): Setting[] {
  return range(first, ACCOUNTS).flatMap((n): Setting[] => [
    [`account.${n}.enable`, 0],
    [`account.${n}.label`, undefined],
    [`account.${n}.display_name`, undefined],
    [`account.${n}.user_name`, undefined],
    [`account.${n}.auth_name`, undefined],
    [`account.${n}.password`, undefined],
    [`account.${n}.sip_server.1.address`, undefined],
    [`voice_mail.number.${n}`, undefined],
  ]);
}
