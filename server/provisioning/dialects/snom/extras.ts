import { type Extras, reservedBy } from '../../vendors/extras.ts';

/** `user_ringer[1]`: the identity in brackets, where a setting has one. */
const NAME = /^([A-Za-z][A-Za-z0-9_]*)(?:\[(\d{1,2})\])?$/;

/** What names begin with, as Snom's list of settings has them. */
const FAMILIES: ReadonlySet<string> = new Set(
  (
    'action admin advertisement alert amr answer audio auto backlight block bluetooth busy call cancel codec conf ' +
    'contact cw date deny dhcp dial directory dirty display dkey dns dnd dst dtmf eth ethernet export ext filter flood fwd ' +
    'gui guess headset hide holding http ieee ignore ip keepalive key keyboard language lcd ldap led license line ' +
    'lldp log max mb message mic minibrowser mobility multicast mute mwi netmask network no ntp offer overlap ' +
    'partial peer phone pickup pin presence privacy prov provisioning publish redirect reset retry ring ringer ' +
    'ringing rtp screen scroll session setting settings show silence sip smart speaker speed status stun subscribe ' +
    'syslog tbook text time timezone tls tone transfer update usb use user vad vlan vol vpn wallpaper web webserver ' +
    'wifi with xml'
  ).split(' '),
);

const reserved = reservedBy([
  [
    'provisioning',
    /^(?:setting_server|settings_refresh|update_|pnp_|prov|http_client_|firmware|auto_update|subscribe_config|tr0?69|redirection|sraps|skip_provisioning|fw_server_|reset_settings$)/,
  ],
  ['resync', /^auto_reboot|checksync|check_sync|reboot/],
  ['dialling', /^user_dp_|emergency|^dial_plan/],
  [
    'security',
    /^(?:http_(?:user|pass)|https_|webserver_|admin_mode|allow_sip_settings|keyboard_lock|cert_|client_cert)/,
  ],
  [
    'security',
    /ssh|telnet|^user_challenge|^filter_registrar|_cert|certificate|^tls_server_auth|keyboard_lock|kb_lock/,
  ],
  [
    'security',
    /^(?:user_admin_mode|wui_admin_only|service_mode_|trusted_servers|only_accept_sip|allow_sip_)/,
  ],
  ['personal', /^(?:fwd_|dnd_|redirect_|user_dnd|auto_connect|user_auto_connect)/],
  ['keys', /^(?:fkey|gui_fkey|user_mailbox)/],
  [
    'network',
    /^(?:dhcp|dns_|ip_|ipv[46]|netmask|gateway|http_proxy|eth_net|ethernet_(?!pc)|vlan(?!_pc|_qos)|lldp|cdp_|wifi|wlan|vpn|openvpn|ieee8021|dot1x|eap)/,
  ],
  ['account', /^logon_wizard|\[(?!1\])/],
  [
    'account',
    /^user_(?:active|realname|idle_text|idle_number|name|pname|pass|hash|host|outbound|proxy|expiry|srtp|savp|auth_tag|server_type|failover)/,
  ],
]);

export const snomExtras: Extras = {
  nameOf: (text) => (NAME.test(text.trim()) ? text.trim().toLowerCase() : undefined),
  isKnown: (name) => FAMILIES.has(name.split('_')[0] ?? ''),
  reserved,
  isRisky: (name) => /^(?:vlan|eth|ethernet|pc_port)_/.test(name),
  fileName: (mac) => `${mac}.xml`,
};

/** Taken apart again. */
export function readSnomName(text: string): { name: string; idx?: number } {
  const [, name = text, idx] = NAME.exec(text) ?? [];
  return idx === undefined ? { name } : { name, idx: Number(idx) };
}
