import { type Extras, reservedBy } from '../extras.ts';

/** Sections of its own file, as liblinphone reads them. */
const SECTIONS =
  /^(?:app|assistant|audio_codec_\d+|logging|misc|net|rtp|sip|sound|storage|ui|video|video_codec_\d+)\//;

const reserved = reservedBy([
  ['provisioning', /^misc\/(?:config-uri|transient_provisioning|\w*provisioning)|^assistant\//i],
  ['security', /^sip\/(?:verify_server|root_ca|store_ha1|client_cert|lime|zrtp)/i],
  ['personal', /forward|dnd|do_not_disturb|auto_?answer/i],
  ['network', /^(?:tunnel|vpn)|^net\/(?:http_proxy|firewall|nat_)/i],
  ['account', /^(?:proxy|auth_info|account|nat_policy|friend)_/i],
  [
    'account',
    /^sip\/(?:default_proxy|media_encryption|sip\w*port|register_only|contact|guess_hostname|reg_|inc_timeout|bind_address|tls_)/i,
  ],
]);

export const linphoneExtras: Extras = {
  /** A section and an entry of its own file: `sound/echocancellation`. */
  nameOf(text) {
    const name = text.trim();
    return /^[A-Za-z]\w*\/[A-Za-z][\w-]*$/.test(name) ? name : undefined;
  },
  isKnown: (name) => SECTIONS.test(name),
  reserved,
  isRisky: (name) => /^net\/|^sip\/use_ipv6$/i.test(name),
  fileName: (mac) => `${mac}.xml`,
};
