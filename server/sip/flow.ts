export type Endpoint = { readonly address: string; readonly port: number };

/** WebSocket over TLS is one of its own: Via names it `WSS` (RFC 7118 5.2). */
export type TransportName = 'udp' | 'tcp' | 'tls' | 'ws' | 'wss';

/** Somebody whom a way is to be had to. */
export type Peer = Endpoint & {
  readonly transport: 'udp' | 'tcp' | 'tls';
  /** Over TLS: the name that its certificate must be for. Without one it must be for the address. */
  readonly serverName?: string;
};

/** A way between us and one peer: a pair of addresses for UDP, a connection for the rest. */
export type Flow = {
  /** The same for the same way: `udp 192.0.2.1:5060 192.0.2.9:5060`; connections have a serial number. */
  readonly id: string;
  readonly transport: TransportName;
  readonly local: Endpoint;
  readonly remote: Endpoint;
};

/** Why a connection could not be had, or broke. */
export type FlowFailure = {
  /** Of TLS: whoever is there did not prove to be the one who is wanted. */
  readonly is: 'certificate' | 'connection';
  /** In the words of the system. */
  readonly reason: string;
};

/** The way between two UDP addresses. */
export const udpFlow = (local: Endpoint, remote: Endpoint): Flow => ({
  id: `udp ${local.address}:${local.port} ${remote.address}:${remote.port}`,
  transport: 'udp',
  local,
  remote,
});

export const isReliable = ({ transport }: Flow): boolean => transport !== 'udp';

/** Whether nobody on the way can listen: what a SIPS URI asks for (RFC 5630). */
export const isSecure = ({ transport }: Flow): boolean => transport === 'tls' || transport === 'wss';

/** An address as a host in SIP: IPv6 in brackets. */
export const hostOf = (address: string): string =>
  address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
