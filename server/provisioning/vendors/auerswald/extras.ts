import { type Extras, reservedBy } from '../extras.ts';

const PATH = /^[a-z]\w*(?:\/[a-z]\w*(?:\[\d{1,2}\])?){1,7}$/i;
/** Sections that stand in the maker's pages and examples. */
const SECTIONS = /^(?:identities|keys|luaLibraries|provisioning|templates|userInterface|users)\//;

/** By the kind of thing, as few names of elements are known. */
const reserved = reservedBy([
  ['provisioning', /^(?:provisioning|update|backup)\//i],
  ['keys', /^(?:keys|luaLibraries|templates)\//i],
  ['security', /^(?:users|web\w*|api|remote\w*|ssh|certificates?|security)\/|password|certificate|\bpin\b/i],
  ['resync', /reboot|restart|factoryReset/i],
  ['dialling', /dial|emergency|prefix|hotline/i],
  ['personal', /forward|deflect|disturb|\bdnd|auto_?answer|contacts?\b|callList|history/i],
  ['network', /^network\/|vlan|lldp|802|dhcp|wi-?fi|wlan|vpn|proxy|\bdns|\bhost/i],
  ['account', /^identities\/(?!identity\[1\]\/)/],
  [
    'account',
    /^identities\/identity\[1\]\/(?:active|username|auth|display|regist|domain|sendRegister|s?rtp|sip|tls|transport|protocol|fallback|nat|stun|ice|clir|voice|ip)/i,
  ],
]);

export const auerswaldExtras: Extras = {
  /** The way to an element: `userInterface/display/brightness`; with a slash before it too, as in the maker's examples. */
  nameOf(text) {
    const name = text.trim().replace(/^\//, '');
    return PATH.test(name) ? name : undefined;
  },
  isKnown: (name) => SECTIONS.test(name),
  reserved,
  // Whatever touches the network is refused: which elements cut nothing off is not known.
  isRisky: () => false,
  fileName: (mac) => `${mac}.xml`,
};
