import { type Extras, reservedBy } from '../extras.ts';

/** What a name begins with, as FusionPBX's and Wazo's templates and the makers' guides have them. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'action alert audio auto background backlight bl bluetooth brightness call callers callpark conference contrast cw date ' +
    'directed directory dnd dst expmod goodbye handset headset hold idle image incoming input inactivity keypad language live log ' +
    'map missed mwi outgoing paging park pickup play priority reverse ring ringtone screen services silence sip sips speaker ' +
    'speakerphone stuttered suppress switch syslog time tone tos transfer upnp use web xml xfer'
  ).split(' '),
);

const reserved = reservedBy([
  [
    'provisioning',
    /^(?:download|alternate download|https? |t?ftp|firmware|auto resync|contact rcs|redirection|upgrade|config|provisioning|action uri startup)/,
  ],
  ['resync', /check-?sync|reboot|restart/],
  [
    'security',
    /^(?:admin|user) password|^options|^(?:web|xml) (?:interface|application post)|^xml (?:push|get|beep)|xml notify|password enabled|^phone ?lock|^sips (?:private|local|root|trusted)|^https? (?:client|validate)|^upnp|^ssh|^telnet|^remote|^troubleshooting|^inactive minet/,
  ],
  ['dialling', /dial ?plan|emergency|digit timeout|^hotline|^auto ?dial|^sip prefix dialing|dialing prefix/],
  ['personal', /call forward|forward|^dnd|auto answer|^speed ?dial|^call list|^directory \d/],
  ['keys', /^(?:prgkey|topsoftkey|softkey|hardkey|featurekey)\d+ |vmail$/],
  [
    'network',
    /^(?:dhcp|ip$|ipv|ip mode|subnet|default gateway|gateway|dns|vlan id$|tagging|lldp|cdp|eap|802|identity|md5 |network|ethernet port 0|port 0|pppoe|vpn|wi-?fi|ssid|hostname)/,
  ],
  ['account', /^sip line(?:[2-9]|\d\d) /],
  [
    'account',
    /^sip (?:line1 )?(?:screen name|display name|user ?name|auth name|password|proxy|registrar|registration|backup|outbound|mode$|bla|srtp|transport|rport|nat|local|centralized|send sips|contact|mac|line number|whitelist|srv|stun|turn|explicit mwi)/,
  ],
  ['account', /^sips persistent|^stun|^turn|^visitor|^hot ?desk/],
]);

export const mitelExtras: Extras = {
  /** Words with a space between them: `bl on time`, `sip line1 ring number`. */
  nameOf(text) {
    const name = text.trim().toLowerCase().replace(/ +/g, ' ');
    return /^[a-z][a-z0-9-]*(?: [a-z0-9-]+)*$/.test(name) ? name : undefined;
  },
  isKnown: (name) => WORDS.has(/^[a-z]+/.exec(name)?.[0] ?? ''),
  reserved,
  isRisky: (name) => /^(?:vlan|ethernet|pc port|port 1|mtu)/.test(name),
  fileName: (mac) => `${mac}.cfg`,
};
