import type { PnpSubscription } from '#db/schema/index.ts';
import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import { deskById, deskOfMac } from '#server/hotdesk/desk-configuration.ts';
import { provisioningUrl } from '#server/hotdesk/desk-view.ts';
import type { DeskId, MacAddress } from '#server/hotdesk/ids.ts';
import { letResetPhoneIn } from '#server/hotdesk/let-reset-phone-in.ts';
import { type Offer, offerCode } from '#server/hotdesk/offer-code.ts';
import { noteTold, pnpSubscription, seePhone } from '#server/hotdesk/phones.ts';
import type { Log } from '#server/ports/log.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import { type Endpoint, type Flow, hostOf } from '#server/sip/flow.ts';
import { parseNameAddr } from '#server/sip/grammar/name-addr.ts';
import { parseSipUri } from '#server/sip/grammar/uri.ts';
import { Headers } from '#server/sip/message/headers.ts';
import type { SipRequest, SipResponse } from '#server/sip/message/message.ts';
import { withTag } from '#server/sip/message/respond.ts';
import type { ServerTransaction } from '#server/sip/server-transaction.ts';
import { isLocalAddress } from './networks.ts';
import type { OwnAddress } from './own-address.ts';
import { type PnpPhone, readPnpSubscribe, urlTypeFor } from './pnp/parse-subscribe.ts';
import { ToldDialogs } from './pnp/told-dialogs.ts';

export type PnpDeps = {
  hotdesk: HotdeskDeps;
  phonesUrl: string;
  /** What a maker's phones are to be told for a base address. */
  pnpAddressOf(vendor: string, base: string): string;
  /** Whether a phone can show a code before it has a desk. */
  canShowCode(phone: PnpPhone): boolean;
  own: OwnAddress;
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  /** The way to a phone that has only been heard by multicast. */
  flowTo(remote: Endpoint): Flow;
  /** The networks that this machine is attached to now, as `address/prefix`. */
  attachedNetworks(): readonly string[];
  log: Log;
};

/** Whose configuration is where: a desk's phone, or one that waits. */
type Address = Omit<Offer, 'mac'> & { mac: string };

const UNPLUG = 'The phone did not take its address. Unplug it and plug it in again.';
const encoder = new TextEncoder();

/**
 * Multicast plug and play (event package `ua-profile`): a phone that starts asks whether anybody has a configuration
 * for it. One that has a desk is told at once; one that has none waits under *Phones* until a desk is made for it, and
 * where several tenants hear it shows a code by which it can be claimed.
 */
export class PnpListener {
  readonly #deps: PnpDeps;
  readonly #told = new ToldDialogs();
  #heard = 0;

  constructor(deps: PnpDeps) {
    this.#deps = deps;
  }

  /** How many phones have asked since the start. */
  get heard(): number {
    return this.#heard;
  }

  async subscribe(transaction: ServerTransaction, nowMs: number): Promise<void> {
    const { request, flow } = transaction;
    const { headers } = request;
    // Nothing here is proved: far away nobody is told an address, nor a reset phone let back in.
    if (!this.#isNear(flow.remote.address)) return transaction.replyStatelessly(403);
    const event = headers.get('Event') ?? '';
    const phone = readPnpSubscribe({
      uri: request.uri,
      from: headers.get('From') ?? '',
      event,
      userAgent: headers.get('User-Agent'),
    });
    if (phone === undefined)
      return transaction.replyStatelessly(400, { reason: 'No MAC address in this SUBSCRIBE' });
    this.#heard += 1;
    transaction.reply(200, nowMs, {
      headers: [
        ['Expires', headers.get('Expires') ?? '0'],
        ['Contact', `<${this.#deps.own.contact(flow)}>`],
      ],
    });
    const canShowCode = this.#deps.canShowCode(phone);
    const pnp = { ...subscriptionOf(transaction, nowMs), canShowCode };
    await seePhone(this.#deps.hotdesk, { ...phone, ip: flow.remote.address, pnp });
    const desk = await deskOfMac(this.#deps.hotdesk.db, phone.mac);
    if (this.#told.wasTold(pnp.callId, nowMs)) return;
    if (desk === undefined) return this.#offerCode(phone.mac, pnp);
    await letResetPhoneIn(this.#deps.hotdesk, desk);
    await this.#tell(desk, pnp);
  }

  /** A desk was made, or another phone put there: one that waits is told now, in the dialog of its last SUBSCRIBE. */
  async deskChanged(deskId: DeskId): Promise<void> {
    const { db } = this.#deps.hotdesk;
    const desk = await deskById(db, deskId);
    if (desk === undefined || desk.releasedAt !== null || desk.downloadedVersion !== null) return;
    const pnp = await pnpSubscription(db, desk.mac);
    if (pnp !== null && this.#isNear(pnp.source.address)) await this.#tell(desk, pnp);
  }

  /** Somebody wants to claim phones: one that asked a while ago is told what to show, in the dialog of that. */
  async phoneWanted(mac: MacAddress): Promise<void> {
    const pnp = await pnpSubscription(this.#deps.hotdesk.db, mac);
    if (pnp !== null && this.#isNear(pnp.source.address)) await this.#offerCode(mac, pnp);
  }

  async #offerCode(mac: MacAddress, pnp: PnpSubscription): Promise<void> {
    const offer = await offerCode(this.#deps.hotdesk, { mac });
    if (offer !== undefined) await this.#tell(offer, pnp);
  }

  #isNear(address: string): boolean {
    return isLocalAddress(address, this.#deps.attachedNetworks());
  }

  #tell({ vendor, configToken, mac: given }: Address, last: PnpSubscription): Promise<void> {
    const { phonesUrl, pnpAddressOf } = this.#deps;
    const url = pnpAddressOf(vendor, provisioningUrl({ phonesUrl }, configToken));
    const mac = given as MacAddress;
    const pnp = { ...last, cseq: last.cseq + 1 };
    return new Promise((resolve) => {
      const done = (isTaken: boolean): void => {
        this.#deps.log.info('a phone was told its address', { mac, isTaken });
        if (!isTaken) this.#told.forget(pnp.callId);
        const problem = isTaken ? null : UNPLUG;
        noteTold(this.#deps.hotdesk, { mac, pnp, problem }).then(resolve, resolve);
      };
      this.#deps.run((engine, nowMs) => {
        this.#told.tell(pnp.callId, nowMs);
        const user = {
          response: ({ status }: SipResponse) => (status >= 200 ? done(status < 300) : undefined),
          failed: () => done(false),
        };
        const flow = this.#deps.flowTo(whereTo(pnp));
        const request = notifyRequest(pnp, url, this.#deps.own.contact(flow));
        engine.request(request, flow, { user, nowMs });
      });
    });
  }
}

type Dialog = Omit<PnpSubscription, 'canShowCode'>;

function subscriptionOf({ request, flow, localTag }: ServerTransaction, nowMs: number): Dialog {
  const { headers } = request;
  const given = parseNameAddr(headers.list('Contact')?.[0] ?? '')?.uri ?? '';
  return {
    callId: headers.get('Call-ID') ?? '',
    localTag,
    remoteTag: '',
    remoteUri: headers.get('From') ?? '',
    localUri: withTag(headers.get('To') ?? '', localTag),
    contact: isSipUri(given) ? given : `sip:${hostOf(flow.remote.address)}:${flow.remote.port}`,
    event: (headers.get('Event') ?? 'ua-profile').split(';')[0] ?? 'ua-profile',
    accept: (headers.list('Accept') ?? []).join(', '),
    source: { address: flow.remote.address, port: flow.remote.port },
    cseq: 0,
    at: new Date(nowMs).toISOString(),
  };
}

const isSipUri = (text: string): boolean => parseSipUri(text) !== undefined;

/** A phone may listen on another port than it asks from, and names it in Contact; never at another address. */
function whereTo({ contact, source }: PnpSubscription): Endpoint {
  const uri = parseSipUri(contact);
  const isOwn = uri?.host === hostOf(source.address);
  return isOwn ? { address: source.address, port: uri?.port ?? 5060 } : source;
}

function notifyRequest(pnp: PnpSubscription, url: string, contact: string): SipRequest {
  const headers = new Headers()
    .append('Max-Forwards', '70')
    .append('From', pnp.localUri)
    .append('To', pnp.remoteUri)
    .append('Call-ID', pnp.callId)
    .append('CSeq', `${pnp.cseq} NOTIFY`)
    .append('Contact', `<${contact}>`)
    .append('Event', pnp.event)
    .append('Subscription-State', 'terminated;reason=timeout')
    .append('Content-Type', urlTypeFor(pnp.accept));
  return { kind: 'request', method: 'NOTIFY', uri: pnp.contact, headers, body: encoder.encode(url) };
}
