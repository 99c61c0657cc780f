import { asIpv4 } from '#server/ports/source.ts';
import { type Flow, hostOf, isReliable, type Peer, udpFlow } from './flow.ts';
import { serializeVia } from './grammar/via.ts';
import { type SipRequest, topVia } from './message/message.ts';

const DEFAULT_PORT = 5_060;
const DEFAULT_TLS_PORT = 5_061;

/**
 * The way to whoever sent a request over this flow. RFC 3261 18.2.2 and RFC 3581 4: over UDP without `rport` that is
 * the port in Via, where a phone listens that sends from another one. Behind a NAT (Via names another address) such a
 * port is closed: there it is the port that the request came from, asked for or not.
 */
export function wayBack(request: SipRequest, flow: Flow): Flow {
  const via = topVia(request);
  if (via === undefined || isReliable(flow) || via.params.has('rport')) return flow;
  const port = via.port ?? DEFAULT_PORT;
  if (via.host !== hostOf(plainAddress(flow)) || port === flow.remote.port) return flow;
  return udpFlow(flow.local, { address: flow.remote.address, port });
}

/**
 * Whom to connect to for an answer when the connection is gone that its request came by (RFC 3261 18.2.2). Nobody
 * listens behind a WebSocket, nor, by a port that Via knows, behind a NAT (Via names another address): undefined.
 */
export function peerAnew(request: SipRequest, flow: Flow): Peer | undefined {
  const via = topVia(request);
  const { transport, remote } = flow;
  if (via === undefined || (transport !== 'tcp' && transport !== 'tls')) return undefined;
  const isName = !isAddress(via.host);
  if (!isName && via.host !== hostOf(plainAddress(flow))) return undefined;
  const port = via.port ?? (transport === 'tls' ? DEFAULT_TLS_PORT : DEFAULT_PORT);
  const peer = { transport, address: remote.address, port };
  return transport === 'tls' && isName ? { ...peer, serverName: via.host } : peer;
}

const isAddress = (host: string): boolean => host.startsWith('[') || /^[\d.]+$/.test(host);

/**
 * RFC 3261 18.2.1 and RFC 3581 4: writes into the top Via where a request really came from.
 * Responses go back by the flow itself; what stands here is for those behind us and for the phone that looks.
 */
export function noteSource(request: SipRequest, flow: Flow): void {
  const via = topVia(request);
  if (via === undefined) return;
  const asksForPort = via.params.get('rport') === null;
  const address = plainAddress(flow);
  if (!asksForPort && via.host === hostOf(address)) return;
  const params = new Map(via.params);
  params.set('received', address);
  if (asksForPort) params.set('rport', String(flow.remote.port));
  const noted = { ...via, params };
  const line = request.headers.get('Via') ?? '';
  const comma = line.indexOf(',');
  const others = comma < 0 ? '' : line.slice(comma);
  request.headers.rewriteFirst('Via', `${serializeVia(noted)}${others}`, noted);
}

/** The zone of a link-local address is ours, and means nothing to its peer (RFC 4007 11.2). */
function plainAddress({ remote: { address } }: Flow): string {
  return address.includes(':') ? asIpv4(address.split('%')[0] ?? address) : address;
}
