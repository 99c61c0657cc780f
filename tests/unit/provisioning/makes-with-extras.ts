/** Two settings of each make, in a model of each dialect, and where an independent reader finds them. */
type MakeWithExtras = {
  vendor: string;
  model: string;
  /** One that the file says anyway. */
  own: { name: string; at: string };
  /** One that it does not. */
  other: { name: string; at: string };
  /** What the reader finds of one that is emptied. */
  empty: string | undefined;
  /** What a text becomes that this make's file cannot hold as it is. */
  shown?: (value: string) => string;
};

export const MAKES: readonly MakeWithExtras[] = [
  {
    vendor: 'yealink',
    model: 'T54W',
    own: { name: 'lang.gui', at: 'lang.gui' },
    other: { name: 'phone_setting.inactive_level', at: 'phone_setting.inactive_level' },
    empty: '%NULL%',
  },
  {
    vendor: 'grandstream',
    model: 'GXP2170',
    own: { name: 'language.gui', at: 'P1362' },
    other: { name: 'P8428', at: 'P8428' },
    empty: '',
  },
  {
    vendor: 'grandstream',
    model: 'GRP2614',
    own: { name: 'P1362', at: 'language.gui' },
    other: { name: 'backlight.timeout', at: 'backlight.timeout' },
    empty: '',
  },
  {
    vendor: 'snom',
    model: 'D785',
    own: { name: 'language', at: 'language' },
    other: { name: 'user_ringer[1]', at: 'user_ringer 1' },
    empty: '',
  },
  {
    vendor: 'fanvil',
    model: 'X5U',
    own: { name: 'phone/display/DefaultLanguage', at: 'phone/display/DefaultLanguage' },
    other: { name: 'net/vlan[2]/Priority', at: 'net/vlan2/Priority' },
    empty: '',
  },
  {
    vendor: 'linphone',
    model: 'Linphonec',
    own: { name: 'sip/use_info', at: 'sip/use_info' },
    other: { name: 'sound/echocancellation', at: 'sound/echocancellation' },
    empty: '',
  },
  {
    vendor: 'ale',
    model: 'M5',
    own: { name: 'SettingLanguage', at: 'SettingLanguage' },
    other: { name: 'AudioToneCountry', at: 'AudioToneCountry' },
    empty: '',
  },
  {
    vendor: 'ale',
    model: '8028s',
    own: { name: 'language', at: 'language' },
    other: { name: 'SettingCountryTone', at: 'SettingCountryTone' },
    empty: '',
  },
  {
    vendor: 'htek',
    model: 'UC926',
    own: { name: 'P57', at: 'P57' },
    other: { name: 'P8683', at: 'P8683' },
    empty: '',
  },
  {
    vendor: 'mitel',
    model: '6930',
    own: { name: 'sip out-of-band dtmf', at: 'sip out-of-band dtmf' },
    other: { name: 'bl on time', at: 'bl on time' },
    empty: '',
    shown: (value) => value.replaceAll('"', "'"),
  },
  {
    vendor: 'gigaset',
    model: 'Maxwell 3',
    own: { name: 'PhoneUI.Settings.Language', at: 'PhoneUI.Settings.Language' },
    other: { name: 'PhoneUI.Settings.Contrast', at: 'PhoneUI.Settings.Contrast' },
    empty: '',
  },
  {
    vendor: 'gigaset',
    model: 'N870',
    own: { name: 'SipProvider.0.DTMFTransmission', at: 'SipProvider.0.DTMFTransmission' },
    other: { name: 'DmGlobal.0.NtpServer', at: 'DmGlobal.0.NtpServer' },
    empty: '',
  },
  {
    vendor: 'gigaset',
    model: 'P850',
    own: { name: 'language', at: 'language' },
    other: { name: 'user_ringer[1]', at: 'user_ringer 1' },
    empty: '',
  },
  {
    vendor: 'poly',
    model: 'VVX 411',
    own: { name: 'lcl.ml.lang', at: 'lcl.ml.lang' },
    other: { name: 'up.backlight.idleIntensity', at: 'up.backlight.idleIntensity' },
    // What a file does not name is as it left the factory.
    empty: undefined,
  },
  {
    vendor: 'cisco',
    model: '8851',
    own: { name: 'Preferred_Codec_1_', at: 'Preferred_Codec_1_' },
    other: { name: 'Back_Light_Timer', at: 'Back_Light_Timer' },
    empty: '',
  },
];
