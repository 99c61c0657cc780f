import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import {
  type Invitation,
  Inviter,
  Registerer,
  RegistererState,
  type Session,
  type SessionDescriptionHandler,
  SessionState,
  Subscriber,
  UserAgent,
} from 'sip.js';
import { WebSocket } from 'ws';
import type { PhoneAccount } from '#server/sim/makes/make.ts';
import { sdpAt } from './socket-phone.ts';

const HOST = '127.0.0.1';

/** SIP.js in Node: a stack that we did not write, over WebSocket, with RTP that is only counted. */
export class SipJsPhone {
  readonly #agent: UserAgent;
  readonly #registerer: Registerer;
  readonly #rtp: Socket;
  readonly #invited: Array<(invitation: Invitation) => void> = [];
  /** RTP packets that came. */
  packets = 0;

  static async start(account: PhoneAccount, server: string): Promise<SipJsPhone> {
    globalThis.WebSocket = WebSocket as unknown as typeof globalThis.WebSocket;
    const rtp = createSocket('udp4').bind(0, HOST);
    await once(rtp, 'listening');
    const phone = new SipJsPhone(account, server, rtp);
    await phone.#agent.start();
    return phone;
  }

  private constructor({ user, authName, password }: PhoneAccount, server: string, rtp: Socket) {
    this.#rtp = rtp.on('message', () => (this.packets += 1));
    const sdp = sdpAt(HOST, rtp.address().port);
    const uri = UserAgent.makeURI(`sip:${user}@perch`);
    if (uri === undefined) throw new Error('no URI');
    this.#agent = new UserAgent({
      uri,
      logLevel: 'error',
      authorizationUsername: authName,
      authorizationPassword: password,
      transportOptions: { server },
      sessionDescriptionHandlerFactory: () => silentMedia(sdp),
      delegate: { onInvite: (invitation) => this.#invited.shift()?.(invitation) },
    });
    this.#registerer = new Registerer(this.#agent, { expires: 600 });
  }

  register(): Promise<void> {
    return this.#until(RegistererState.Registered, () => this.#registerer.register());
  }

  unregister(): Promise<void> {
    return this.#until(RegistererState.Unregistered, () => this.#registerer.unregister());
  }

  /** Calls; resolves when it is answered, fails when it is not. */
  async call(number: string): Promise<Session> {
    const target = UserAgent.makeURI(`sip:${number}@perch`);
    if (target === undefined) throw new Error('no URI');
    const inviter = new Inviter(this.#agent, target);
    const answered = stateOf(inviter, SessionState.Established);
    await inviter.invite();
    await answered;
    return inviter;
  }

  /** The next one who calls. */
  invited(): Promise<Invitation> {
    return new Promise((resolve) => this.#invited.push(resolve));
  }

  /** A lamp for a number: what it was told, the newest last. */
  async watch(number: string): Promise<{ states: string[]; unsubscribe(): Promise<void> }> {
    const target = UserAgent.makeURI(`sip:${number}@perch`);
    if (target === undefined) throw new Error('no URI');
    const subscriber = new Subscriber(this.#agent, target, 'dialog', { expires: 300 });
    const states: string[] = [];
    subscriber.delegate = {
      onNotify: (notification) => {
        const [, state = ''] = /<state>(\w+)</.exec(notification.request.body) ?? [];
        states.push(state);
        void notification.accept();
      },
    };
    await subscriber.subscribe();
    return { states, unsubscribe: () => subscriber.unsubscribe() };
  }

  async stop(): Promise<void> {
    await this.#agent.stop();
    this.#rtp.close();
  }

  #until(state: RegistererState, work: () => Promise<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#registerer.stateChange.addListener((now) => now === state && resolve());
      work().catch(reject);
    });
  }
}

/** Resolves when a call has come so far; fails when it is over before. */
export function stateOf(session: Session, state: SessionState): Promise<void> {
  return new Promise((resolve, reject) => {
    session.stateChange.addListener((now) => {
      if (now === state) resolve();
      else if (now === SessionState.Terminated) reject(new Error('the call is over'));
    });
  });
}

/** Presses keys by SIP INFO, one after the other. */
export async function pressByInfo(session: Session, keys: string): Promise<void> {
  for (const key of keys) {
    const content = `Signal=${key}\r\nDuration=160\r\n`;
    const body = { contentDisposition: 'render', contentType: 'application/dtmf-relay', content };
    await new Promise<void>((onAccept, onReject) => {
      const requestDelegate = { onAccept: () => onAccept(), onReject: () => onReject(new Error('refused')) };
      session.info({ requestDelegate, requestOptions: { body } }).catch(onReject);
    });
  }
}

const silentMedia = (sdp: string): SessionDescriptionHandler => ({
  close() {},
  getDescription: async () => ({ body: sdp, contentType: 'application/sdp' }),
  hasDescription: (contentType) => contentType === 'application/sdp',
  setDescription: async () => {},
  sendDtmf: () => false,
});
