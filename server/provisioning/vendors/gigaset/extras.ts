import { snomExtras } from '../../dialects/snom/extras.ts';
import { type Extras, reservedBy } from '../extras.ts';

/** What a name begins with in the files of Maxwells and DECT bases, as Tancredi's and Wazo's templates have them. */
const FAMILIES: ReadonlySet<string> = new Set(
  (
    'dmglobal firmwaremanagment hs net netdir phoneui provisioning sip sipaccount sipprovider system systemsettings ' +
    'telephony webui webuiaccounts xmldir'
  ).split(' '),
);

const reservedParam = reservedBy([
  [
    'provisioning',
    /^(?:System\.Provision|Provisioning|FirmwareManag|dm\.|System\.Security\.HttpAuth)|^SystemSettings\.global\.SipMulticast/i,
  ],
  ['resync', /Checksync|reboot/i],
  ['security', /^(?:WebUI\.\w*Password|WebUIAccounts|System\.Security|System\.Remote)/i],
  ['dialling', /Dial\w*(?:Plan|Rule)|Emergency|AutoDial|Hotline|AreaCode/i],
  ['personal', /^Telephony\.(?:DnD|CallDivert)|AutoAnswer/i],
  ['keys', /^PhoneUI\.Keys\.(?:SoftKeys\.[01]|FunctionKeys\.\d+)\.|VoiceMail/i],
  ['network', /^(?:NET\.(?!VLAN\.(?:PC\.|LAN\.Priority$))|Network\.|LAN\.|WLAN\.|VLAN\.)/i],
  ['account', /^SIP\.(?:Account\.(?!0\.(?:Ringtone|DTMF))|TransportProtocol|Security|DefaultAccount|Port$)/i],
  ['account', /^(?:SipProvider\.(?!0\.DTMF)|SipAccount|hs\.|DmGlobal\.0\.SystemRegDomain)/i],
]);

const isParam = (name: string): boolean => name.includes('.');

export const gigasetExtras: Extras = {
  /** `PhoneUI.Settings.Contrast` of Maxwells and DECT bases; without dots it is one of Snom's words, which P phones read. */
  nameOf(text) {
    const name = text.trim();
    if (!isParam(name)) return snomExtras.nameOf(text);
    return /^[A-Za-z]\w*(?:\.\w+)+$/.test(name) ? name : undefined;
  },
  isKnown: (name) =>
    isParam(name) ? FAMILIES.has(name.split('.')[0]?.toLowerCase() ?? '') : snomExtras.isKnown(name),
  reserved: (name) => (isParam(name) ? reservedParam : snomExtras.reserved)(name),
  isRisky: (name) => (isParam(name) ? /^NET\./i.test(name) : snomExtras.isRisky(name)),
  fileName: (mac) => `${mac}.xml`,
};
