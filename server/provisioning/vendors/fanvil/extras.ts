import { type Extras, reservedBy } from '../extras.ts';

/** Groups of `sysConf`, as phones export it. */
const GROUPS: ReadonlySet<string> = new Set(
  'ap call cti dsskey fwCheck log mm mmi net phone qos rtp sip time vlan voip vpn web wifi'.split(' '),
);

const reserved = reservedBy([
  ['provisioning', /^(?:ap|fwCheck|tr069)\//i],
  ['resync', /reboot/i],
  ['dialling', /Emergency|BanDialOut|^call\/basic\/Dial|^dialpeer\/|DialRule|Hotline/i],
  ['personal', /FWD|DND|CLIR|AutoAnswer/i],
  [
    'security',
    /^web\/|MenuPassword|KeyLock|PswdEncryption|SIPNotifyXML|PushXML|^cti\/|telnet|ssh|ActiveUri/i,
  ],
  ['keys', /^dsskey\/|\/MWINum$/i],
  ['network', /^(?:vlan|vpn|wifi|dot1x)\/|^qos\/(?:EnableVLAN|VLANID|LLDP(?!Refresh)|CDPEnable|DHCPOption)/i],
  ['network', /^net\/(?!MTU$|ARPCacheLife$|\w*ClassID$|vlan\[\d+\]\/Priority$)/i],
  ['account', /^sip\/line(?!\[1\]\/)/i],
  [
    'account',
    /^sip\/line\[1\]\/(?:PhoneNumber|DisplayName|SipName|Register|EnableReg|Proxy|Backup|BakProxy|Transport|MediaCrypto|NAT|UDPUpdate|EnableRport)/i,
  ],
]);

export const fanvilExtras: Extras = {
  /** `phone/display/LCDTitle`, `sip/line[1]/VoiceCodecMap`. */
  nameOf(text) {
    const name = text.trim();
    return /^[A-Za-z]\w*(?:\[\d{1,3}\])?(?:\/[A-Za-z]\w*(?:\[\d{1,3}\])?)+$/.test(name) && !name.endsWith(']')
      ? name
      : undefined;
  },
  isKnown: (name) => GROUPS.has(name.split('/')[0] ?? ''),
  reserved,
  isRisky: (name) => /^net\/|^qos\/\w*PVID/i.test(name),
  fileName: (mac) => `${mac}.cfg`,
};
