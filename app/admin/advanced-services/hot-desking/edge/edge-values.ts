import { toWholeNumber } from '../../../../_live/lines.ts';
import type { Edge } from '../../../../_live/shapes.ts';

export type EdgeValues = {
  isUsed: boolean;
  host: string;
  port: string;
  transport: 'udp' | 'tcp' | 'tls';
  srtp: boolean;
};

/** TLS and SRTP are what a way through the internet should have. */
export function toEdgeValues({ edge }: Edge): EdgeValues {
  if (edge === null) return { isUsed: false, host: '', port: '', transport: 'tls', srtp: true };
  return { ...edge, isUsed: true, port: String(edge.port) };
}

/** A port that is no number is refused by the server, beside its field. */
export function toEdgeInput({ isUsed, host, port, transport, srtp }: EdgeValues) {
  if (!isUsed) return { edge: null };
  return { edge: { host, port: port.trim() === '' ? null : toWholeNumber(port), transport, srtp } };
}
