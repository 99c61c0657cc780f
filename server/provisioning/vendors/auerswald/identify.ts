import type { Identification } from '../vendor.ts';

/**
 * `Auerswald COMfortel D-400 2.8A 00:09:52:00:00:0e`. UNVERIFIED: no request of these phones is known. Whatever begins with the name
 * that they are sold under is taken to be one; FONtevo is what the maker calls itself outside of German-speaking countries.
 */
const USER_AGENT =
  /^(?:(?:Auerswald|FONtevo)[ /_-]{1,3})?COMfortel[ /_-]?(D)[ _-]?(\d{3})(?:[ /_-]{1,3}V?(\d{1,2}\.\d{1,2}[A-Z]?(?:-\d{1,5})?))?(?=[ ;,()/]|$)/i;
const MAC = /(?<![0-9a-f])(?:[0-9a-f]{12}|(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2})(?![0-9a-f])/i;

export function identifyAuerswald(userAgent: string): Identification | undefined {
  const [head, letter, number, firmware] = USER_AGENT.exec(userAgent) ?? [];
  if (head === undefined || letter === undefined) return undefined;
  const [mac] = MAC.exec(userAgent.slice(head.length)) ?? [];
  return {
    ...{ vendor: 'auerswald', model: `D-${number}`, firmware },
    mac: mac?.replace(/[:-]/g, '').toLowerCase(),
  };
}
