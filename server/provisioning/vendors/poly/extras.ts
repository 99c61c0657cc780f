import { type ExtraSetting, type Extras, reservedBy } from '../extras.ts';
import { device, type Parameter } from './parameters.ts';

/** What a name begins with, as FusionPBX's and Wazo's templates have them. */
const FAMILIES: ReadonlySet<string> = new Set(
  (
    'apps attendant bg bitmap button call device diags dialplan dir divert dns efk exchange feature font homeScreen httpd ' +
    'ind key lcl license log mb msg nat np phoneLock pnet powerSaving pres prov ptt qos ramdisk reg request res saf se sec ' +
    'softkey tcpIpApp tone up usb video voIpProt voice voipPort'
  ).split(' '),
);

/** Of the device itself; all others of it are its network, its server and its passwords. */
const DEVICE = /^device\.(?:syslog|sntp)\./i;

const reserved = reservedBy([
  ['provisioning', /^(?:device\.prov|prov|license)\./i],
  ['resync', /\.checkSync\.|reboot/i],
  ['dialling', /dialplan|digitmap|emergency|E911|^call\.(?:enableOnNotRegistered|autoRouting)/i],
  ['personal', /forward|divert|doNotDisturb|autoAnswer|serverFeatureControl/i],
  [
    'security',
    /^(?:device\.(?:auth|sec)|sec\.(?!srtp)|httpd|apps\.(?:push|statePolling)|phoneLock|diags)\.?|requestValidation|screenCapture/i,
  ],
  ['keys', /^(?:softkey\.\d|attendant\.resourceList|lineKey|msg\.mwi)\.?|enhancedFeatureKeys/i],
  ['network', /^(?:device\.(?!syslog\.|sntp\.)|dns\.|net\.|wifi\.|ipv6\.|vpn\.)/i],
  ['account', /^(?:auth|hoteling|nat|sec\.srtp|voIpProt\.server)|^reg\.(?!1\.)/i],
  ['account', /^voIpProt\.SIP\.(?:outboundProxy|local|enable|strictUserValidation|lcs)/i],
  [
    'account',
    /^reg\.1\.(?:address|label|displayName|type|lineKeys|auth|server|outboundProxy|srtp|thirdPartyName|proxyRequire|tcpFastFailover)(?:\.|$)/i,
  ],
]);

export const polyExtras: Extras = {
  /** `up.backlight.idleIntensity`. Each `.set` of the device's own is written by us. */
  nameOf(text) {
    const name = text.trim();
    return /^[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9_-]+)+$/.test(name) && !/\.set$/i.test(name)
      ? name
      : undefined;
  },
  isKnown: (name) => FAMILIES.has(name.split('.')[0] ?? ''),
  reserved,
  isRisky: () => false,
  fileName: (mac) => `${mac}-perch.cfg`,
};

/**
 * A parameter that no file names any more is as it left the factory (UNVERIFIED); one of the device itself stays, and is
 * emptied.
 */
export function sortedByPlace(extras: readonly ExtraSetting[]): {
  ofDevice: Parameter[];
  others: ExtraSetting[];
} {
  const isOfDevice = ({ name }: ExtraSetting) => DEVICE.test(name);
  return {
    ofDevice: extras
      .filter(isOfDevice)
      .flatMap(({ name, value }) => device(name.slice('device.'.length), value ?? '')),
    others: extras.filter((extra) => !isOfDevice(extra) && extra.value !== null),
  };
}
