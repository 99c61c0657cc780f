import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '#db/client.ts';
import type { HotdeskDeps } from '#server/hotdesk/context.ts';
import type { AuthName, DeskId } from '#server/hotdesk/ids.ts';
import { loadSipDesks } from '#server/hotdesk/sip-directory.ts';
import type { StreamSettings } from '#server/media/protocol.ts';
import { OwnAddress } from '#server/pbx/own-address.ts';
import { Pbx } from '#server/pbx/pbx.ts';
import type { Resync, SettleWatchDeps } from '#server/pbx/settle-watch.ts';
import type { Mailboxes } from '#server/pbx/watched-numbers.ts';
import { silentLog } from '#server/ports/log.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { canShowCode, pnpAddressOf } from '#server/provisioning/vendors/index.ts';
import { dialogOfUac, requestInDialog } from '#server/sip/dialog/dialog.ts';
import type { SipEngine, TransactionUser } from '#server/sip/engine.ts';
import { hostOf } from '#server/sip/flow.ts';
import { Headers } from '#server/sip/message/headers.ts';
import {
  cseqOf,
  noBody,
  type SipRequest,
  type SipResponse,
  tagOf,
  toOf,
} from '#server/sip/message/message.ts';
import { DigestClient } from '#server/sip/uac/digest-client.ts';
import { FakeNetwork } from '../fakes/link.ts';
import { openOffice } from './office.ts';

export const SERVER = '192.0.2.1';
const ROUNDS_MAX = 20_000;
const encoder = new TextEncoder();

/** Media that says everything at once and hears nothing: these tests are about signalling. */
class SilentMedia {
  readonly said: string[] = [];
  /** What each of them was said in. */
  readonly languages: string[] = [];
  /** Where each start or change lets it go. */
  readonly started: StreamSettings[] = [];
  ports = 0;
  #onDigit: (digit: string) => void = () => {};
  /** The newest call has gone silent. */
  goSilent: () => void = () => {};

  /** Keys of the newest call. */
  key(keys: string): void {
    for (const key of keys) this.#onDigit(key);
  }

  async open() {
    this.ports += 1;
    return {
      localPort: 20_000 + 2 * this.ports,
      start: (settings: StreamSettings) => void this.started.push(settings),
      play: async (prompts: readonly string[], language: string) => {
        this.said.push(...prompts);
        this.languages.push(...prompts.map(() => language));
        return 'finished' as const;
      },
      stop() {},
      onDigit: (listener: (digit: string) => void) => {
        this.#onDigit = listener;
      },
      onSilent: (listener: () => void) => {
        this.goSilent = listener;
      },
      close: async () => {
        this.ports -= 1;
      },
    };
  }
}

export type PbxOffice = Awaited<ReturnType<typeof openPbxOffice>>;
type More = {
  barrier?: HotdeskDeps['barrier'];
  log?: typeof silentLog;
  mailboxes?: Mailboxes;
  /** How phones are told to look again; nobody is, if nothing is said. */
  resync?: Resync;
  askWebPage?: SettleWatchDeps['askWebPage'];
  /** Where the names of gateways lead, none being one that nobody knows; an address leads to itself. */
  addresses?: Readonly<Record<string, readonly string[]>>;
};

/** The SIP side of a house on a network of its own, in the network's time; the database is real. */
export async function openPbxOffice(database: Database, more: More = {}) {
  const office = await openOffice(database);
  const media = new SilentMedia();
  const turnedAway: string[] = [];
  const bansMs: number[] = [];
  const network = new FakeNetwork(1);
  network.nowMs = office.clock.nowMs();
  const clock = { nowMs: () => network.nowMs };
  const hotdesk: HotdeskDeps = { ...office.ctx, clock, ...(more.barrier && { barrier: more.barrier }) };
  const timers = new Set<() => void>();
  const scheduler: Scheduler = {
    after(delayMs, task) {
      timers.add(task);
      engine.at(network.nowMs + delayMs, () => timers.delete(task) && task());
      return () => void timers.delete(task);
    },
  };
  const pbx: Pbx = new Pbx({
    ...{ hotdesk, media, scheduler, log: more.log ?? silentLog },
    own: new OwnAddress({ host: SERVER, port: 5_060 }),
    ...(more.mailboxes && { mailboxes: more.mailboxes }),
    phonesUrl: 'http://perch.example',
    resyncOf: () => more.resync,
    ...(more.askWebPage && { askWebPage: more.askWebPage }),
    ...{ pnpAddressOf, canShowCode },
    run: (work) => work(engine, network.nowMs),
    onTurnedAway: (why) => void turnedAway.push(why),
    onBan: () => void bansMs.push(network.nowMs),
    flowTo: ({ address }) => network.flow(SERVER, address),
    async resolveGateway({ host }) {
      const addresses = more.addresses?.[host] ?? [host];
      if (addresses.length === 0) throw new Error(`getaddrinfo ENOTFOUND ${host}`);
      return addresses.map((address) => ({ address, port: 5_060 }));
    },
    attachedNetworks: () => [`${SERVER}/24`],
  });
  const engine: SipEngine = network.add(SERVER, pbx);

  /** Lets everything happen, in the database and, a millisecond a turn, in the network, until this holds. */
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let round = 0; !isSo(); round += 1) {
      if (round > ROUNDS_MAX) throw new Error('it never came to be');
      network.run(network.nowMs + 1);
      // The database is real: the network's time runs no faster than its own.
      await sleep(1);
    }
  };

  /** Lets so many seconds pass, in steps that what waits for a promise can follow. */
  const pass = async (seconds: number): Promise<void> => {
    for (const endMs = network.nowMs + 1_000 * seconds; network.nowMs < endMs; ) {
      network.run(Math.min(endMs, network.nowMs + 1_000));
      await sleep(1);
    }
  };

  return {
    ...office,
    ...{ pass, network, engine, pbx, until, media, turnedAway, bansMs },
    /** What the house still means to do later. */
    timerCount: () => timers.size,
    /** Takes up what was made in the database. */
    start: () => pbx.start(),
    /** A phone at an address of its own, with the credentials that its desk has now. */
    phone: async (address: string, deskId: string) => {
      const [desk] = await loadSipDesks(database.db, deskId as DeskId);
      const credential = desk?.credentials[0];
      if (credential === undefined) throw new Error('the desk has no credentials');
      const { authName, extension } = credential;
      return makePhone(network, { address, authName, extension, password: secretOf(authName) });
    },
    stranger: (address: string) =>
      makePhone(network, { address, authName: 'nobody', extension: '666', password: 'guessed' }),
  };

  function secretOf(authName: AuthName): string {
    return office.ctx.secrets.sipSecret(authName);
  }
}

export type TestPhone = ReturnType<typeof makePhone>;
type Identity = { address: string; authName: string; extension: string; password: string };

function makePhone(network: FakeNetwork, { address, authName, extension, password }: Identity) {
  const received: SipRequest[] = [];
  const acks: SipRequest[] = [];
  const phone = {
    /** What the phone does with a request: nothing, until a test says. */
    onRequest: undefined as TransactionUser['onRequest'] | undefined,
  };
  const engine = network.add(address, {
    onRequest(transaction, nowMs) {
      received.push(transaction.request);
      phone.onRequest?.(transaction, nowMs);
    },
    onAck: (ack) => void acks.push(ack),
  });
  const digest = new DigestClient(engine, { username: authName, password });
  const flow = network.flow(address, SERVER);
  let calls = 0;
  return Object.assign(phone, {
    ...{ engine, digest, flow, received, acks, extension, address },
    /** Sends a request; what is answered, newest last. Challenges are met. */
    send(method: string, user: string, more: Sending = {}) {
      calls += 1;
      const responses: SipResponse[] = [];
      const headers = new Headers()
        .append('From', `<sip:${extension}@${SERVER}>;tag=${more.fromTag ?? `f${calls}`}`)
        .append('To', `<sip:${user}@${SERVER}>${more.toTag === undefined ? '' : `;tag=${more.toTag}`}`)
        .append('Call-ID', more.callId ?? `${address} ${calls}`)
        .append('CSeq', `${more.cseq ?? 1} ${method}`)
        .append('Max-Forwards', '70')
        .append('Contact', `<sip:${extension}@${hostOf(address)}:5060>`);
      for (const [name, value] of more.headers ?? []) headers.set(name, value);
      if (more.body !== undefined) headers.append('Content-Type', 'application/sdp');
      const body = more.body === undefined ? noBody : encoder.encode(more.body);
      const uri = more.uri ?? `sip:${user === '' ? '' : `${user}@`}${SERVER}`;
      const sender = more.isBare === true ? { send: engine.request } : digest;
      const sent = sender.send({ kind: 'request', method, uri, headers, body }, flow, {
        user: { response: (response) => void responses.push(response), failed() {} },
        nowMs: network.nowMs,
      });
      /** The ACK of the newest 2xx. */
      const acknowledge = (answer?: string): void => {
        const response = responses.at(-1);
        const dialog = response && dialogOfUac(sent.request, response);
        if (dialog === undefined) throw new Error('there is no dialog');
        const ackOf = cseqOf(sent.request)?.number ?? 1;
        const more = answer === undefined ? { ackOf } : { ackOf, body: encoder.encode(answer) };
        engine.sendAck(requestInDialog(dialog, 'ACK', more).request, flow);
      };
      const toTag = () => tagOf(toOf(responses.at(-1) ?? sent.request)) ?? '';
      return { sent, responses, acknowledge, toTag, statuses: () => responses.map(({ status }) => status) };
    },
  });
}

type Sending = {
  /** In the place of the user's at the server. */
  uri?: string;
  fromTag?: string;
  toTag?: string;
  callId?: string;
  cseq?: number;
  /** Challenges are not met. */
  isBare?: boolean;
  headers?: ReadonlyArray<readonly [string, string]>;
  body?: string;
};
