import { type Links, provisioningUrl } from '#server/hotdesk/desk-view.ts';
import type { DeskRow } from '#server/hotdesk/desks.ts';
import { bestDhcpWay, DHCP_SERVERS, type DhcpServer, dhcpLines } from './dhcp-lines.ts';
import { vendorById } from './vendors/index.ts';

/** How a phone that does no plug and play, or is elsewhere, comes by its address. */
export type AddressWays = {
  /** What is typed into the phone, in its maker's form. */
  typed: string;
  /** What a DHCP server is told for it; empty where its make does not ask one. */
  dhcp: Array<{ server: DhcpServer; lines: string }>;
};

type Desk = Pick<DeskRow, 'mac' | 'vendor' | 'extension' | 'configToken'>;

export function addressWays(desk: Desk, links: Pick<Links, 'phonesUrl'>): AddressWays {
  const url = provisioningUrl(links, desk.configToken);
  const vendor = vendorById(desk.vendor);
  const options = vendor?.dhcpOptions(url) ?? [];
  const phone = { mac: desk.mac, name: `desk-${desk.extension}`, ip: 'ADDRESS' };
  return {
    typed: vendor?.typedAddress(url) ?? url,
    dhcp: DHCP_SERVERS.flatMap((server) => {
      const way = bestDhcpWay(server, options);
      return way === undefined ? [] : [{ server, lines: dhcpLines(server, phone, way) }];
    }),
  };
}
