import { type Extras, reservedBy } from '../extras.ts';

/** What a name begins with, as FusionPBX's templates of the 88xx, 9861, SPA504G and SPA525G have them. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'ACD AVT Accept Acoustic Action Alert Ans Application Asset Attendant Attn Auth Auto BLF BMP BXfer Back Background Blind ' +
    'Bluetooth Broadcast Broadsoft Busy CPC CWT Cadence Call CallLog Caller Codec Company Conference Conferencing Confirm ' +
    'Connected Countdown Custom Customizable DTMF Date Daylight Debug Deep Default Device Dial Dialed Dialing Dialog Dictionary Directory ' +
    'Disable Disabled Display Ehook Enable EncapRTP Escape FEC Feature Force Frequency G GPP Group HTTP Handset Headset Help ' +
    'Hold Holding Hook INFOREQ INVITE Idle Ignore Inactivity Inband Incoming Jitter KEM Keep Key L LCD LDAP Language Layer ' +
    'License Line Local Locale Log Logo MARI MOH MWI Mark Max Media Message Microphone Miss Missed Monitor Multicast Mute ' +
    'Network No Notify Ntfy Number OPUS Off Office Outside PC PRT PSK Page Paging Park Parking Phone Picture PoE Prefer Preferred Primary Privacy ' +
    'Programmable Progressing Prompt RFC RTCP RTP RX Random ReINVITE Redirect Refer Referee Referor Release Releasing Remote Reorder Reply Restrict ' +
    'Reverse Ring Ringer Ringing SCA SDP SIP SIT SNRM SSRC Screen Second Secondary Select Send Serv Server Service Session Set ' +
    'Shared Signaling Silence Silent Softkey Speaker Speakerphone Start State Stats Sticky Sub Subscribe Subscription Symmetric Syslog System Talk Text Third Time Trunk Try Upload ' +
    'Unit Unmute Use User VQ Voice Wake Webex Work Working XML XSI XsiDir iLBC iSAC'
  ).split(' '),
);

const reserved = reservedBy([
  ['resync', /^Auth_Resync|^Feature_Toggle_Webex_Reboot/i],
  [
    'provisioning',
    /^(?:Profile_|Resync_|Forced_Resync|User_Configurable_Resync|Provision_|Upgrade_|Downgrade_|Peer_Firmware|Custom_CA|DHCP(?:v\d)?_Option_To_Use|Transport_Protocol|Report_|HTTP_Report|Periodic_Upload|Control_Server|TR-?_?\d|ACS_|BACKUP_ACS|CWMP|Connection_Request|Periodic_Inform|Enable_TR|Webex_Onboard)/i,
  ],
  ['dialling', /_Codes?$|^Dial_(?:Plan|Assistance|Out)|^Interdigit|Emergency|^Make_Call_Without/i],
  [
    'security',
    /(?:Admin|User)_Passw|^(?:Enable_|Allow_)?Web_(?!ex)|^Enable_(?:SSL|Protocol|Direct_Action|PC_Port_Mirror)|Phone-UI|^Protect_|^Restricted_Access|^CISCO_XML|^CTI_|^XML_(?:User_Name|Password)$|^SNMP|^Login_|^FIPS|^Test_Mode|^Allowed_Remote|^TLS_/i,
  ],
  [
    'personal',
    /^(?:C[Ff]wd_|CFWD_|DND_|CW_Setting|Block_(?:CID|ANC|Last)|Accept_Last|Speed_Dial_|Quick_Number|Auto_Ans|Call_Back|CWCID_|CID_)/i,
  ],
  ['keys', /^(?:Extension|Short_Name|Extended_Function|Share_Call_Appearance)_\d|^Voice_Mail_Number/i],
  [
    'network',
    /^(?:Connection_Type|DHCP|IP_Mode|IPv\d|Static_|NetMask|Gateway|Default_Gateway|(?:Primary|Secondary)_DNS|DNS_(?!SRV)|Domain|Host_?Name|VLAN|Enable_(?:VLAN|CDP|LLDP|802)|CDP_|LLDP_|Network_Startup|Network_Name|Wi-Fi|Phone-wifi|Switch_Port|SW_Port|Speed_Duplex|PHY_|VPN|PPPoE|Firewall|HTTP_Proxy|Security_Mode|Frequency_Band|WAN)/i,
  ],
  [
    'network',
    /^(?:profile|ssid|security|cipher|eap|ttls|wep|psk|passphrase|identity|anonymous|clientCert|serverCert|password|frequencyMode)\w*_\d+_$/,
  ],
  ['account', /^(?:EM_|Enable_Broadsoft_Hotel|Hoteling|Host_Guest|Linksys|Key_System)/i],
  ['account', /^(?!Unit_|PSK_|LDAP_)\w+_(?:[2-9]|1\d)_$/i],
  [
    'account',
    /^(?:Line_Enable|Display_Name|User_ID|Auth_(?:ID|INVITE)|Use_(?:Auth_ID|Outbound|OB_|DNS_SRV)|Password|SIP_(?:URI|Transport|Port|IP_)|(?:Alternate_|Outbound_)?Proxy|Alternate_Outbound|DNS_SRV|Regist|Reg_|Retry_Reg|Remove_Last_Reg|Auto_Register|Ans_Call_Without|Dual_Reg|Reversed_Auth|Restrict_Source|Block_Nonproxy|NAT_|STUN|ICE_|EXT_|Handle_VIA|Insert_VIA|Substitute_VIA|Send_Resp|Secure_Call|SRTP_|MediaSec|Mini_Cert|Encryption_Method|Mailbox_|Share_Ext|Shared_User|Station_)/i,
  ],
]);

export const ciscoExtras: Extras = {
  /** An element of the profile: `Backlight_Timer`, `Preferred_Codec_1_`. They are case-sensitive. */
  nameOf(text) {
    const name = text.trim();
    return /^[A-Za-z](?:[\w-]|\.\d)*$/.test(name) && !/^xml$/i.test(name) ? name : undefined;
  },
  isKnown: (name) => WORDS.has(/^[A-Za-z]+/.exec(name)?.[0] ?? ''),
  reserved,
  isRisky: (name) => /^(?:Enable_)?PC_Port/i.test(name),
  fileName: (mac) => `${mac}.xml`,
};
