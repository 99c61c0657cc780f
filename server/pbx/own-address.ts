import { type Endpoint, type Flow, hostOf, isSecure, type TransportName } from '#server/sip/flow.ts';
import { escapeUser, parseSipUri } from '#server/sip/grammar/uri.ts';
import { addressTowards } from './networks.ts';

export type OwnAddressArgs = {
  /** What phones are told: a name or an address. */
  readonly host: string;
  readonly port: Endpoint['port'];
  readonly tlsPort?: Endpoint['port'];
  /** Where WebSockets come in. */
  readonly webPort?: Endpoint['port'];
  /** The networks that this machine is attached to now, as `own address/prefix`. */
  networks?(): readonly string[];
};

/** Our address as peers write it into what they send: by the transport that they reach us with already. */
export class OwnAddress {
  /** What phones are told. */
  readonly host: string;
  readonly #ports: Readonly<Record<TransportName, number>>;
  readonly #networks: () => readonly string[];

  constructor({ host, port, tlsPort = port, webPort = port, networks = () => [] }: OwnAddressArgs) {
    this.host = host;
    this.#ports = { udp: port, tcp: port, tls: tlsPort, ws: webPort, wss: webPort };
    this.#networks = networks;
  }

  /** @param user for whom a peer is to ask */
  contact(flow: Flow, scheme: 'sip' | 'sips' = 'sip', user = 'perch'): string {
    return `${scheme}:${escapeUser(user)}@${this.#hostPort(flow)}${transportOf(flow, scheme)}`;
  }

  /**
   * What a call is to come by later, the first for the callee. Without a transport a phone on TCP would send its BYE
   * by UDP; where the sides differ each needs its own (RFC 5658 3.3). What was called by a SIPS URI stays so.
   */
  recordRoutes(caller: Flow, callee: Flow, scheme: 'sip' | 'sips' = 'sip'): string[] {
    const routes = [callee, caller].map(
      (flow) => `<${scheme}:${this.#hostPort(flow)}${transportOf(flow, scheme)};lr>`,
    );
    return [...new Set(routes)];
  }

  /** For Via. */
  sentBy(flow: Flow): { host: string; port: number } {
    return { host: this.towards(flow), port: this.#ports[flow.transport] };
  }

  /**
   * Our host for the peer of a flow: one of its own family, whatever phones are told otherwise. A name stays for IPv4,
   * and where its certificate is asked for.
   */
  towards(flow: Flow): string {
    const isNamed = familyOf(this.host) === undefined;
    return isNamed && isSecure(flow) ? this.host : this.#inFamilyOf(flow.remote.address, flow);
  }

  /** Where we take the media of a call over `flow` whose peer takes its own at `address`, if it said where. */
  forMedia(flow: Flow, address?: string): string {
    const isAddress = address !== undefined && familyOf(address) !== undefined;
    return this.#inFamilyOf(isAddress ? address : flow.remote.address, flow);
  }

  /** Whether a URI is one that we recorded: nobody's but the server's. */
  isOurs(uri: string): boolean {
    const parsed = parseSipUri(uri);
    if (parsed === undefined || parsed.user !== undefined) return false;
    const isPort = Object.values(this.#ports).includes(parsed.port ?? defaultPort(parsed.scheme));
    return isPort && this.#hosts().includes(parsed.host);
  }

  #hosts(): string[] {
    const addresses = this.#networks().map((network) => network.split('/')[0] ?? '');
    return [this.host, ...addresses].map((host) => hostOf(host).toLowerCase());
  }

  #inFamilyOf(peer: string, { local }: Flow): string {
    const [own, wanted] = [familyOf(this.host), familyOf(peer)];
    if ((own ?? 4) === (wanted ?? 4)) return this.host;
    const isKnown = familyOf(local.address) === wanted && !/^[0.:]+$/.test(local.address);
    const known = isKnown ? withoutZone(local.address) : undefined;
    return known ?? addressTowards(peer, this.#networks()) ?? this.host;
  }

  #hostPort(flow: Flow): string {
    const { host, port } = this.sentBy(flow);
    return `${hostOf(host)}:${port}`;
  }
}

const defaultPort = (scheme: 'sip' | 'sips'): number => (scheme === 'sips' ? 5_061 : 5_060);

const withoutZone = (address: string): string => address.split('%')[0] ?? address;

/** Undefined for a name. */
function familyOf(host: string): 4 | 6 | undefined {
  if (host.includes(':')) return 6;
  return /^[\d.]+$/.test(host) ? 4 : undefined;
}

/** RFC 7118 5.2: over TLS too it is `ws`. RFC 3261 26.2.2: SIPS says TLS by itself. */
function transportOf({ transport }: Flow, scheme: 'sip' | 'sips'): string {
  if (transport === 'udp' || (transport === 'tls' && scheme === 'sips')) return '';
  return `;transport=${transport === 'wss' ? 'ws' : transport}`;
}
