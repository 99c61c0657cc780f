import { type Extras, reservedBy } from '../extras.ts';

/** What a name begins with, as Wazo's templates have them. */
const FAMILY =
  /^(?:Account1|Aom\d|Audio|Device|Directory|DmAdmcfg|DynamicSoftKey|Feature|LocalContact|LocalEnetcfg|RemotePhoneBook|SIP|Setting|Telephony|language)/;

const reserved = reservedBy([
  [
    'provisioning',
    /^(?:DeviceProvision|DeviceAutoUpgrade|DeviceFirmware|DeviceBackup|LocalEnetcfgDm|EdsEnetcfg)|TR-?069/i,
  ],
  ['resync', /Reboot|CheckSync|FactoryReset/i],
  [
    'security',
    /^(?:DeviceSecurity|WebUser|DmAdmin|DeviceUserAccess|DeviceDefaultAccess|DeviceNetworkHttp)|Ssh|Telnet/i,
  ],
  [
    'dialling',
    /DigitMap|DialingRule|DialPlan|Emergency|ConfidentialDial|AutoDialOut|Hotline|O(?:n|ff)Code$/i,
  ],
  ['personal', /^Feature(?:Imm|Busy|NoReply)?(?:Fwd|Dnd)|^Feature(?:DND|CallNumberFilter)|Auto_?Answer/i],
  ['keys', /^(?:ProgramKey|SIPUseDeviceKey)\d|VmNumber$|MwiUri$|^SIPMessageWaiting/i],
  [
    'network',
    /^DeviceNetwork(?!Mtu|PcVlan|SpanToPc|\w*Priority)|^LocalEnetcfg(?!Sntp)|802|Lldp|Wifi|Wlan|Vpn|Eap/i,
  ],
  [
    'account',
    /^Account(?!1\D)\d|^(?:SIPGroup|SIPServer|SIPRegister|SIPPeerFilter|SIPSrtp|SipAppRunMode|LocalAdmcfgRunMode)/i,
  ],
  [
    'account',
    /^Account1(?:Enable|RegName|UserName|Password|Label|DisplayName|Server|OutboundProxy|Srtp|Rport|KeepAlive|Switchover|Tls|UseTls)/i,
  ],
]);

export const aleExtras: Extras = {
  /** The id of a setting: `AudioToneCountry`. */
  nameOf(text) {
    const name = text.trim();
    return /^[A-Za-z]\w*$/.test(name) ? name : undefined;
  },
  isKnown: (name) => FAMILY.test(name),
  reserved,
  isRisky: (name) => /^DeviceNetwork/i.test(name),
  fileName: (mac) => `config.${mac}.xml`,
};
