import type { DeskPhone } from '../../phone-config.ts';
import { range } from '../text.ts';
import { type Parameter, yes } from './parameters.ts';

/** The largest models have 16 lines. */
const LINES = 16;
const TRANSPORT = { udp: 'UDP', tcp: 'TCP', tls: 'TLS' } as const;
/** RFC 4733 */
const DTMF_BY_EVENTS = 'AVT';

const hostPort = ({ host, port }: { host: string; port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** Line 1. */
export function accountParameters({ account, emergencyNumbers }: DeskPhone): Parameter[] {
  const { registrar, outboundProxy, transport, isBehindNat, isSrtp } = account;
  return [
    ['Line_Enable_1_', 'Yes'],
    ['Display_Name_1_', account.displayName],
    ['User_ID_1_', account.extension],
    ['Use_Auth_ID_1_', 'Yes'],
    ['Auth_ID_1_', account.authName],
    ['Password_1_', account.secret],
    ['Proxy_1_', hostPort(registrar)],
    ['Use_Outbound_Proxy_1_', yes(outboundProxy !== null)],
    ['Outbound_Proxy_1_', outboundProxy === null ? '' : hostPort(outboundProxy)],
    ['Use_OB_Proxy_In_Dialog_1_', 'Yes'],
    ['Use_DNS_SRV_1_', 'No'],
    ['Register_1_', 'Yes'],
    ['Register_Expires_1_', account.expiresSeconds],
    // A call for help is tried even while the registration has failed.
    ['Make_Call_Without_Reg_1_', 'Yes'],
    ['SIP_Transport_1_', TRANSPORT[transport]],
    // A NOTIFY is answered 401 first, and believed if it knows the line's secret.
    ['Auth_Resync-Reboot_1_', 'Yes'],
    ['NAT_Keep_Alive_Enable_1_', yes(isBehindNat)],
    ['Handle_VIA_rport', 'Yes'],
    ['Insert_VIA_rport', 'Yes'],
    ['Secure_Call_Setting', yes(isSrtp)],
    // UNVERIFIED: from firmware 12.0.1 on. Older ones encrypt where both sides can.
    ['Secure_Call_Option_1_', isSrtp ? 'Required' : 'Optional'],
    // SPA: keys in SDP (RFC 4568) instead of a way of its own.
    ['SRTP_Method', 's-descriptor'],
    ['DTMF_Tx_Method_1_', DTMF_BY_EVENTS],
    ['Preferred_Codec_1_', 'G722'],
    ['Second_Preferred_Codec_1_', 'G711a'],
    ['Third_Preferred_Codec_1_', 'G711u'],
    ['Use_Pref_Codec_Only_1_', 'No'],
    ['Emergency_Number_1_', emergencyNumbers.join(',')],
    // Every digit and star; it goes out with the dial key, or after the shorter pause (seconds).
    ['Dial_Plan_1_', '([x*].)'],
    ['Interdigit_Short_Timer', 2],
  ];
}

/** As line 1 left the factory. */
export const withoutEdge = (): Parameter[] => [
  ['Use_Outbound_Proxy_1_', 'No'],
  ['SIP_Transport_1_', TRANSPORT.udp],
  ['Secure_Call_Setting', 'No'],
  ['Secure_Call_Option_1_', 'Optional'],
];

/** What is said of a line that nobody uses. */
const emptyLine = (n: number): Parameter[] => [
  [`Line_Enable_${n}_`, 'No'],
  [`Display_Name_${n}_`, ''],
  [`User_ID_${n}_`, ''],
  [`Auth_ID_${n}_`, ''],
  [`Password_${n}_`, ''],
  [`Proxy_${n}_`, ''],
  [`Outbound_Proxy_${n}_`, ''],
];

export const emptyLines = (first: number): Parameter[] => range(first, LINES).flatMap(emptyLine);
