import type { StrayRequest } from '#server/hotdesk/seen-request.ts';
import { sourceOf } from '#server/ports/source.ts';
import { identifyPhone } from './identify.ts';
import { decodedOrNothing, macsIn } from './request-path.ts';
import { StrangerWatch } from './stranger-watch.ts';

/** A source goes through MACs. */
export type MacScan = { source: string; macs: readonly string[]; atMs: number; untilMs: number };

export type StrangerDeps = {
  /** Hears of requests that open nothing, as long as their source does not make too many. */
  stray?(request: StrayRequest): void;
  /** Hears of every one of them. */
  stranger?(what: 'wrong_token' | 'no_token' | 'mac_scan'): void;
  /** Hears of sources that begin to be held up because they go through MACs. */
  scan?(scan: MacScan): void;
};

export type StrangeRequest = {
  /** Path without the query. */
  path: string;
  query?: string | undefined;
  source: string;
  userAgent: string | undefined;
};

/**
 * What becomes of a request that opens nothing. Nothing is looked up for it: whether a phone of that MAC is known
 * changes neither the answer nor the time that it takes.
 */
export function createStrangers(deps: StrangerDeps) {
  const watch = new StrangerWatch();
  return (request: StrangeRequest, atMs: number): 'not-found' | 'too-many' => {
    const { path, query = '', source, userAgent } = request;
    const own = identifyPhone(userAgent)?.mac;
    const named = [...macsIn(decodedOrNothing(path)), ...macsIn(decodedOrNothing(query))];
    const macs = own === undefined ? named : [own, ...named];
    const { isHeldUp, isNoted, isScan, began } = watch.note(sourceOf(source), macs, atMs);
    const what = path.startsWith('/p/') ? 'wrong-token' : 'no-token';
    deps.stranger?.(what === 'wrong-token' ? 'wrong_token' : 'no_token');
    if (isNoted) deps.stray?.({ what, source, mac: macs[0], atMs, isOfScan: isScan });
    if (began !== undefined) {
      deps.stranger?.('mac_scan');
      deps.scan?.({ source: sourceOf(source), atMs, ...began });
    }
    return isHeldUp ? 'too-many' : 'not-found';
  };
}
