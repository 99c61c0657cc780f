import type { Headers } from '#server/sip/message/headers.ts';

/**
 * What programs call themselves that look for telephones to misuse, and nothing else. They need no answer; an answer
 * of whatever kind puts the house on a list. What monitors and real phones use as well (sipsak, PortSIP, eyeBeam,
 * X-Lite) is none of them: who lies is held up by the limits that hold up everybody.
 */
const SCANNERS: ReadonlyArray<readonly [name: string, why: string]> = [
  ['friendly-scanner', 'SIPVicious (svmap, svwar, svcrack), unless told otherwise'],
  ['friendly-request', 'SIPVicious, changed'],
  ['sipvicious', 'SIPVicious by its name'],
  ['sundayddr', 'SIPVicious as a botnet ran it'],
  ['sip-scan', 'looks for extensions'],
  ['sipcli', 'a dialler on a command line, met in attempts at toll fraud'],
  ['pplsip', 'looks for extensions; dropped by the configuration that Kamailio comes with'],
  ['VaxSIPUserAgent', 'a kit for diallers that was not given a name; dropped by Kamailio as well'],
  ['iWar', 'a war dialler'],
  ['SIVuS', 'looks for weak SIP servers'],
  ['siparmyknife', 'a fuzzer'],
  ['smap', 'finds out what a SIP server is'],
];

const SCANNER = new RegExp(`^(?:${SCANNERS.map(([name]) => name).join('|')})(?![a-z])`, 'i');

export function isScanner(headers: Headers): boolean {
  const userAgent = headers.get('User-Agent');
  return userAgent !== undefined && SCANNER.test(userAgent);
}
