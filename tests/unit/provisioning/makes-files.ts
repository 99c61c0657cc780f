/** A model of each dialect of each make, and where an independent reader finds what stands in its file. */
type MakeFile = {
  vendor: string;
  model: string;
  /** Where the texts of people stand, which stay as they are up to so many characters. */
  labels: { at: readonly string[]; characters: number; shown?: (text: string) => string };
  /** A setting that a template may say, and the file says anyway. */
  own: { name: string; at: string };
  /** One that it does not. */
  other: { name: string; at: string };
  /** What the reader finds of one that is emptied. */
  empty: string | undefined;
  /** What a text becomes that this make's file cannot hold as it is. */
  shown?: (value: string) => string;
};

/** RFC 3261 25.1, quoted-string. */
const quotedIdentity = (text: string): string =>
  `"${text.replace(/["\\]/g, '\\$&')}" <sip:8001@192.168.1.10:5060>`;

export const MAKES: readonly MakeFile[] = [
  {
    vendor: 'yealink',
    model: 'T54W',
    labels: { at: ['account.1.label', 'account.1.display_name'], characters: 64 },
    own: { name: 'lang.gui', at: 'lang.gui' },
    other: { name: 'phone_setting.inactive_level', at: 'phone_setting.inactive_level' },
    empty: '%NULL%',
  },
  {
    vendor: 'grandstream',
    model: 'GXP2170',
    labels: { at: ['P270'], characters: 64 },
    own: { name: 'language.gui', at: 'P1362' },
    other: { name: 'P334', at: 'P334' },
    empty: '',
  },
  {
    vendor: 'grandstream',
    model: 'GRP2614',
    labels: { at: ['account.1.name'], characters: 64 },
    own: { name: 'P1362', at: 'language.gui' },
    other: { name: 'lcd.backlight.activeTimeout', at: 'lcd.backlight.activeTimeout' },
    empty: '',
  },
  {
    vendor: 'snom',
    model: 'D785',
    labels: { at: ['user_idle_text 1', 'fkey 0 label'], characters: 60 },
    own: { name: 'language', at: 'language' },
    other: { name: 'user_ringer[1]', at: 'user_ringer 1' },
    empty: '',
  },
  {
    vendor: 'fanvil',
    model: 'X5U',
    labels: { at: ['sip/line1/DisplayName', 'phone/display/LCDTitle'], characters: 60 },
    own: { name: 'phone/display/DefaultLanguage', at: 'phone/display/DefaultLanguage' },
    other: { name: 'net/vlan[2]/Priority', at: 'net/vlan2/Priority' },
    empty: '',
  },
  {
    vendor: 'linphone',
    model: 'Linphonec',
    labels: { at: ['proxy_0/reg_identity'], characters: 64, shown: quotedIdentity },
    own: { name: 'sip/use_info', at: 'sip/use_info' },
    other: { name: 'sound/echocancellation', at: 'sound/echocancellation' },
    empty: '',
  },
  {
    vendor: 'ale',
    model: 'M5',
    labels: { at: ['Account1Label'], characters: 64 },
    own: { name: 'SettingLanguage', at: 'SettingLanguage' },
    other: { name: 'AudioToneCountry', at: 'AudioToneCountry' },
    empty: '',
  },
  {
    vendor: 'ale',
    model: '8028s',
    labels: { at: ['SIPGroup1LabelName'], characters: 64 },
    own: { name: 'language', at: 'language' },
    other: { name: 'SettingCountryTone', at: 'SettingCountryTone' },
    empty: '',
  },
  {
    vendor: 'auerswald',
    model: 'D-400',
    labels: {
      at: ['identities/identity[1]/displayname', 'keys/phoneXtensions/key[1]/@label'],
      characters: 32,
    },
    own: { name: 'identities/identity[1]/dtmfMethod', at: 'identities/identity[1]/dtmfMethod' },
    other: { name: 'userInterface/display/brightness', at: 'userInterface/display/brightness' },
    empty: '',
  },
  {
    vendor: 'htek',
    model: 'UC926',
    labels: { at: ['P20000'], characters: 64 },
    own: { name: 'P57', at: 'P57' },
    other: { name: 'P8683', at: 'P8683' },
    empty: '',
  },
  {
    vendor: 'mitel',
    model: '6930',
    labels: { at: ['sip line1 screen name', 'topsoftkey1 label'], characters: 60 },
    own: { name: 'sip out-of-band dtmf', at: 'sip out-of-band dtmf' },
    other: { name: 'bl on time', at: 'bl on time' },
    empty: '',
    shown: (value) => value.replaceAll('"', "'"),
  },
  {
    vendor: 'panasonic',
    model: 'KX-HDV230',
    labels: { at: ['DISPLAY_NAME_1'], characters: 24 },
    own: { name: 'CODEC_ENABLE0_1', at: 'CODEC_ENABLE0_1' },
    other: { name: 'DISPLAY_TIME_PATTERN', at: 'DISPLAY_TIME_PATTERN' },
    empty: '',
    shown: (value) => value.replaceAll('"', "'").replaceAll('\\', '/'),
  },
  {
    vendor: 'panasonic',
    model: 'KX-UT670',
    labels: { at: ['FLEX_BUTTON_LABEL1'], characters: 10 },
    own: { name: 'OUTBANDDTMF_1', at: 'OUTBANDDTMF_1' },
    other: { name: 'KEY_PAD_TONE', at: 'KEY_PAD_TONE' },
    empty: '',
    shown: (value) => value.replaceAll('"', "'").replaceAll('\\', '/'),
  },
  {
    vendor: 'gigaset',
    model: 'Maxwell 3',
    labels: { at: ['SIP.Account.0.DisplayName', 'PhoneUI.Keys.FunctionKeys.0.DisplayName'], characters: 60 },
    own: { name: 'PhoneUI.Settings.Language', at: 'PhoneUI.Settings.Language' },
    other: { name: 'PhoneUI.Settings.Contrast', at: 'PhoneUI.Settings.Contrast' },
    empty: '',
  },
  {
    vendor: 'gigaset',
    model: 'N870',
    labels: { at: ['SipAccount.00001.DisplayName'], characters: 60 },
    own: { name: 'SipProvider.0.DTMFTransmission', at: 'SipProvider.0.DTMFTransmission' },
    other: { name: 'DmGlobal.0.NtpServer', at: 'DmGlobal.0.NtpServer' },
    empty: '',
  },
  {
    vendor: 'gigaset',
    model: 'P850',
    labels: { at: ['user_idle_text 1', 'fkey 0 label'], characters: 60 },
    own: { name: 'language', at: 'language' },
    other: { name: 'user_ringer[1]', at: 'user_ringer 1' },
    empty: '',
  },
  {
    vendor: 'poly',
    model: 'VVX 411',
    labels: { at: ['reg.1.displayName', 'reg.1.label', 'softkey.1.label'], characters: 48 },
    own: { name: 'lcl.ml.lang', at: 'lcl.ml.lang' },
    other: { name: 'up.backlight.idleIntensity', at: 'up.backlight.idleIntensity' },
    // What a file does not name is as it left the factory.
    empty: undefined,
  },
  {
    vendor: 'cisco',
    model: '8851',
    labels: { at: ['Display_Name_1_', 'Station_Name'], characters: 200 },
    own: { name: 'Preferred_Codec_1_', at: 'Preferred_Codec_1_' },
    other: { name: 'Back_Light_Timer', at: 'Back_Light_Timer' },
    empty: '',
  },
];
