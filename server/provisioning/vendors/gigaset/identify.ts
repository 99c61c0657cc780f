import type { Identification } from '../vendor.ts';

/**
 * `Gigaset N870 IP PRO/83.V2.11.0+build.a546b91;7C2F80E0D605;Handset=50`, `N510 IP PRO/42.258.00.000.000`,
 * `N720-DM-PRO/70.040.00.000.000`. UNVERIFIED: that Maxwells write themselves like this too.
 */
const USER_AGENT =
  /^"?(?:Gigaset |(?=N\d{3}[ -]))([A-Za-z][A-Za-z0-9 -]{1,30})\/([\w.+-]{1,40})(?:;([0-9A-F]{12}))?(?:;|"?$)/i;
/** UNVERIFIED: P phones run the firmware of Snom's, and may be written as those are. */
const AS_SNOM = /^Mozilla\/4\.0 \(compatible; gigaset ?(P\d{3}\w{0,5})(?:-SIP)? (\d+(?:\.\d+){1,7})/i;
const MAC = / ([0-9a-f]{12})(?=[ )]|$)/i;

export function identifyGigaset(userAgent: string): Identification | undefined {
  const [head, model, firmware, mac] = USER_AGENT.exec(userAgent) ?? AS_SNOM.exec(userAgent) ?? [];
  if (head === undefined || model === undefined) return undefined;
  const anyMac = mac ?? MAC.exec(userAgent.slice(head.length))?.[1];
  return { vendor: 'gigaset', model: nameOf(model), firmware, mac: anyMac?.toLowerCase() };
}

/** `N720-DM-PRO` and `N870 IP PRO` are sold as N720 and N870. */
const nameOf = (model: string): string => model.replaceAll('-', ' ').replace(/ (?:IP|DM|VI) PRO$/i, '');
