export type Endpoint = { readonly address: string; readonly port: number };

/** A way between us and one peer: a pair of addresses for UDP, a connection for the rest. */
export type Flow = {
  /** The same for the same way: `udp 192.0.2.1:5060 192.0.2.9:5060`; connections have a serial number. */
  readonly id: string;
  readonly transport: 'udp' | 'tcp' | 'tls' | 'ws';
  readonly local: Endpoint;
  readonly remote: Endpoint;
};

/** The way between two UDP addresses. */
export const udpFlow = (local: Endpoint, remote: Endpoint): Flow => ({
  id: `udp ${local.address}:${local.port} ${remote.address}:${remote.port}`,
  transport: 'udp',
  local,
  remote,
});

export const isReliable = ({ transport }: Flow): boolean => transport !== 'udp';

/** An address as a host in SIP: IPv6 in brackets. */
export const hostOf = (address: string): string =>
  address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
