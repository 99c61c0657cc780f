import { type Extras, reservedBy } from '../extras.ts';

/** What a name begins with, as the guides and FusionPBX's templates have them. */
const FAMILY =
  /^(?:ADD_|ADJDATA_|ADMIN_|AUTO_|BELL_|BUSY_|CFG_|CODEC_|CON_REQ_|CONFERENCE_|CONNECTION_|COUNTRY_|CUSTOM_|CW_|DATA_|DEFAULT_|DHCP_|DIAL_|DISCONNECTION_|DISPLAY_|DNS\d?_|DSCP_|DSS_|DST_|DTMF_|EMERGENCY_|EXTENSION_|FIRM_|FIRSTDIGIT_|FLASH|FLEX_|FWD_|HOLD_|HOST_|HTTPD?_|INBANDDTMF_|INTDIGIT_|INTERNATIONAL_|KEY_|LINE_|LOCAL_|MACRODIGIT_|MAX_|MIN_|MPAGE_|NATIONAL_|NOM_|NTP_|NUM(?:BER)?_|NW_|ONHOOK_|OPTION\d|OUTBANDDTMF_|PERIODIC_|PHONE_|PORT_|POUND_|PROFILE_|PROVISION_|REDIALKEY_|REG_|REORDER_|RESOURCELIST_|RETURN_|RFC2543_|RINGBACK_|RINGING_|RTCP_|RTP_|SDP_|SHARED_|SIP|SRTP_|STATIC_|STUN_|SUB_|SYSLOG_|TALK_|TELEVENT_|TIME_|TONE_|USE_|USER_|VLAN_|VM_|VOICE_|WEB_|XMLAPP_)/;

const reserved = reservedBy([
  ['resync', /REBOOT|RESYNC/],
  ['provisioning', /^(?:CFG_|PROVISION_|OPTION\d|SIPPNP|FIRM_|ACS_|CON_REQ_|PERIODIC_INFORM|TR069)/],
  ['security', /^(?:ADMIN_|USER_(?:ID|PASS)|HTTPD?_|CUSTOM_WEB|XMLAPP_|NW_SETTING|EXTENSION_PIN)|CERT|LOCK/],
  [
    'dialling',
    /^(?:DIAL_PLAN|EMERGENCY|NUM_PLAN|(?:INT|FIRST|MACRO)DIGIT_|POUND_KEY|(?:INTER)?NATIONAL_ACCESS|COUNTRY_CALLING|HOTLINE)/,
  ],
  ['personal', /^(?:FWD_|DND_|SHARED_|AUTO_ANS)|DND/],
  ['keys', /^(?:FLEX_|DSS_|VM_|VOICE_MESSAGE|RESOURCELIST_)/],
  [
    'network',
    /^(?:CONNECTION_TYPE|HOST_NAME|STATIC_|DHCP|USER_DNS|DNS\d?_|IP_|IPV6|LLDP|CDP|EAP|IEEE8021X|PHY_|VLAN_(?!ID_PC|PRI_))/,
  ],
  ['account', /_(?:[2-9]|1\d)$/],
  [
    'account',
    /^(?:ADD_|DEFAULT_LINE|DISPLAY_NAME_\d|LINE_|PHONE_NUMBER|PORT_PUNCH|PROFILE_|REG_|SIP_(?!RESPONSE_CODE)|SRTP_|STUN_|SUB_|USE_DEL)/,
  ],
]);

export const panasonicExtras: Extras = {
  /** `DISPLAY_TIME_PATTERN`: 32 characters at most. */
  nameOf(text) {
    const name = text.trim();
    return /^[A-Z][A-Z0-9_]{1,31}$/.test(name) ? name : undefined;
  },
  isKnown: (name) => FAMILY.test(name),
  reserved,
  isRisky: (name) => /^VLAN_/.test(name),
  fileName: (mac) => `${mac}.cfg`,
};
