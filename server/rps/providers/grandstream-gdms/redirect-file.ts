import type { MacAddress } from '#server/hotdesk/ids.ts';

/**
 * A configuration that says nothing but where the phone's files are: P212 how (1 HTTP, 2 HTTPS), P237 where, without the scheme.
 * That a factory-new phone follows it is UNVERIFIED end to end, and so is that models with named settings take these two.
 */
export function redirectFile(mac: MacAddress, link: string): string {
  const { protocol, host, pathname } = new URL(link);
  const where = `${host}${pathname.replace(/\/$/, '')}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<gs_provision version="1">
  <mac>${mac}</mac>
  <config version="1">
    <P212>${protocol === 'https:' ? 2 : 1}</P212>
    <P237>${where.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</P237>
  </config>
</gs_provision>
`;
}
