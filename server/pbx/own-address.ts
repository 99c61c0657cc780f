import { type Endpoint, type Flow, hostOf } from '#server/sip/flow.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';

type HostPort = { readonly host: string; readonly port: Endpoint['port'] };

/** Our address as phones write it into what they send: by the transport that they reach us with already. */
export class OwnAddress {
  readonly #hostPort: string;

  constructor({ host, port }: HostPort) {
    this.#hostPort = `${hostOf(host)}:${port}`;
  }

  contact(flow: Flow): string {
    return `sip:perch@${this.#hostPort}${transportOf(flow)}`;
  }

  /**
   * What a call is to come by later, the first for the callee. Without a transport a phone on TCP would send its BYE
   * by UDP; where the sides differ each needs its own (RFC 5658 3.3).
   */
  recordRoutes(caller: Flow, callee: Flow): string[] {
    const routes = [callee, caller].map((flow) => `<sip:${this.#hostPort}${transportOf(flow)};lr>`);
    return [...new Set(routes)];
  }

  /** Whether a URI is one that we recorded: nobody's but the server's. */
  isOurs(uri: string): boolean {
    const { user, host, port } = parseSipUri(uri) ?? {};
    return (
      host !== undefined && user === undefined && `${host}:${port ?? 5_060}` === this.#hostPort.toLowerCase()
    );
  }
}

const transportOf = ({ transport }: Flow): string => (transport === 'udp' ? '' : `;transport=${transport}`);
