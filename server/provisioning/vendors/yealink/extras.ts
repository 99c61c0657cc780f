import { type Extras, reservedBy } from '../extras.ts';

/**
 * Beginnings of the names in Yealink's administrator's guide (V86). A name is not looked up whole: there are some four
 * thousand, and models and firmware differ.
 */
const FAMILIES =
  'account action_url auto_answer auto_redial auto_dst backgrounds base bluetooth call_waiting dect default_input ' +
  'dialplan directory_setting distinctive_ring_tones edk enable exp_text_msg expansion_module features firmware ' +
  'force forward gui gui_input_method gui_lang handset hebrew_input ime install ipeiphone lang ldap linekey lldp_broadcast ' +
  'local_contact local_time local_calendar multicast network phone_setting programablekey programkey push_xml qml ' +
  'remote_phonebook ring ringtone screen_saver screensaver search_in_dialing sip softkey static super_search trusted ' +
  'transfer usb usb_record voice voice_mail wallpaper_upload web_items_level wifi wui_lang zero_touch';

const KNOWN: ReadonlySet<string> = new Set(FAMILIES.split(' '));

const reserved = reservedBy([
  [
    'provisioning',
    /^(?:static\.)?(?:auto_provision|autoprovision|zero_touch|managementserver|dm|firmware)\./,
  ],
  // Where else it may fetch a configuration.
  [
    'provisioning',
    /^(?:static\.)?(?:custom_mac_cfg|configuration|custom_factory_configuration|features\.custom_factory_config)\./,
  ],
  ['resync', /^sip\.notify_reboot_enable$|(?:^|[._])reboot/],
  ['personal', /^forward\.|^features\.(?:dnd|fwd)|^account\.\d+\.(?:dnd|(?:always|busy|timeout)_fwd)\./],
  ['personal', /^features\.(?:dnd_mode|forward)/],
  ['personal', /^account\.\d+\.(?:auto_answer|(?:reject_)?anonymous_call)$/],
  ['security', /^(?:static\.)?(?:security|trusted_certificates|server_certificates)\.|^sip\.trust_ctrl$/],
  [
    'security',
    /^push_xml\.|^features\.(?:(?:show_)?action_uri|push_xml|remote_control|ssh|telnet)|phone_lock|ssh|telnet|web_items?_level|reserve_certs|^features\.factory_pwd/,
  ],
  [
    'dialling',
    /dialplan[._]|emergency|^phone_setting\.(?:auto_dial|hotline)|^features\.hotline|^account\.\d+\.auto_dial_/,
  ],
  ['keys', /^linekey\.|^voice_mail\.number\./],
  ['network', /^(?:static\.)?(?:wifi|openvpn)\./],
  [
    'network',
    /^(?:static\.)?network\.(?!qos\.|pc_port\.|span_to_pc_port|vlan\.(?:pc_port_|internet_port_priority)|port\.|snmp|dhcp_host_name|mtu_value|(?:lldp|cdp)\.packet)/,
  ],
  ['account', /(?:^|\.)(?:hotdesking|hoteling)|^phone_setting\.logon_wizard$|^account\.(?!1\.)/],
  [
    'account',
    /^account\.1\.(?:enable|label|display_name|user_name|auth_name|password|sip_server|outbound|srtp|nat\.|subscribe_mwi|transport|expires|fallback|register|backup|proxy|reg_|sip_listen)/,
  ],
]);

export const yealinkExtras: Extras = {
  nameOf(text) {
    const name = text.trim().toLowerCase();
    return /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+$/.test(name) ? name : undefined;
  },
  isKnown: (name) => KNOWN.has(name.split('.')[0] ?? ''),
  reserved,
  isRisky: (name) => /^(?:static\.)?network\.(?!qos\.)/.test(name),
  fileName: (mac) => `${mac}.cfg`,
};
