import type { Flow } from './flow.ts';
import { serializeVia } from './grammar/via.ts';
import { type SipRequest, topVia } from './message/message.ts';

/**
 * RFC 3261 18.2.1 and RFC 3581 4: writes into the top Via where a request really came from.
 * Responses go back by the flow itself; what stands here is for those behind us and for the phone that looks.
 */
export function noteSource(request: SipRequest, flow: Flow): void {
  const via = topVia(request);
  if (via === undefined) return;
  const asksForPort = via.params.get('rport') === null;
  if (!asksForPort && via.host === flow.remote.address) return;
  const params = new Map(via.params);
  params.set('received', flow.remote.address);
  if (asksForPort) params.set('rport', String(flow.remote.port));
  const [, ...others] = request.headers.list('Via') ?? [];
  request.headers.replaceAll('Via', [serializeVia({ ...via, params }), ...others]);
}
