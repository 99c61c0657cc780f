import type { DeskPhone } from '../../phone-config.ts';
import { range, shorten } from '../../vendors/text.ts';
import { LABEL_MAX, ofIdentity, type Setting } from './setting.ts';

/** The largest models have 12; others pass over what they have not got. */
const IDENTITIES = 12;
const KEEP_ALIVE_SECONDS = 30;

const onOff = (isOn: boolean): 'on' | 'off' => (isOn ? 'on' : 'off');

export function accountSettings({ account, keys }: DeskPhone): Setting[] {
  const { registrar, outboundProxy, transport, isBehindNat, isSrtp } = account;
  const next = outboundProxy ?? registrar;
  return ofIdentity(1, [
    ['user_active', 'on'],
    ['user_realname', shorten(account.displayName, LABEL_MAX)],
    ['user_idle_text', shorten(account.label, LABEL_MAX)],
    ['user_idle_number', ''],
    ['user_name', account.extension],
    ['user_pname', account.authName],
    ['user_pass', account.secret],
    ['user_host', registrar.host],
    ['user_outbound', `${next.host}:${next.port};transport=${transport}`],
    ['user_expiry', account.expiresSeconds],
    ['user_srtp', onOff(isSrtp)],
    ['user_savp', isSrtp ? 'mandatory' : 'off'],
    // Held calls come back with SRTP only so.
    ['user_auth_tag', 'off'],
    ['user_mailbox', keys.find(({ does }) => does === 'voicemail')?.dials ?? ''],
    // `off` is RFC 4733, by the telephone-event below.
    ['user_dtmf_info', 'off'],
    ['codec_priority_list', 'g722,pcmu,pcma,telephone-event'],
    ['keepalive_interval', isBehindNat ? KEEP_ALIVE_SECONDS : ''],
    // No dial plan: what was keyed goes out as it is.
    ['user_dp_str', ''],
  ]);
}

export function forwardSettings(idx: number): Setting[] {
  return ofIdentity(idx, [
    ['fwd_all_enabled', 'off'],
    ['fwd_all_target', ''],
    ['fwd_busy_enabled', 'off'],
    ['fwd_busy_target', ''],
    ['fwd_time_enabled', 'off'],
    ['fwd_time_target', ''],
    ['dnd_mode', 'off'],
  ]);
}

/** Nor does its next owner's identity 1 want SRTP. */
export const releasedIdentities = (): Setting[] => [
  ...emptyIdentities(1),
  ...ofIdentity(1, [
    ['user_srtp', 'off'],
    ['user_savp', 'off'],
    ['keepalive_interval', ''],
  ]),
];

export function emptyIdentities(first: number): Setting[] {
  return range(first, IDENTITIES).flatMap((idx) =>
    ofIdentity(idx, [
      ['user_active', 'off'],
      ['user_realname', ''],
      ['user_idle_text', ''],
      ['user_idle_number', ''],
      ['user_name', ''],
      ['user_pname', ''],
      ['user_pass', ''],
      ['user_host', ''],
      ['user_outbound', ''],
      ['user_mailbox', ''],
    ]),
  );
}
