import type { SipGateway } from '#server/hotdesk/sip-gateways.ts';
import { type Log, reasonOf } from '#server/ports/log.ts';
import type { Random } from '#server/ports/random.ts';
import type { Scheduler } from '#server/ports/scheduler.ts';
import { asIpv4 } from '#server/ports/source.ts';
import type { SipEngine } from '#server/sip/engine.ts';
import { type Endpoint, type Flow, type FlowFailure, hostOf, type Peer } from '#server/sip/flow.ts';
import { DigestClient } from '#server/sip/uac/digest-client.ts';
import { Registration } from '#server/sip/uac/registration.ts';
import { isInNetwork } from '../networks.ts';
import type { OwnAddress } from '../own-address.ts';
import { type Health, isSignOfLife, stepHealth, unknownSince } from './health.ts';
import { optionsTo } from './options.ts';
import { type RegistrationInput, type RegistrationState, stepRegistration } from './registration-state.ts';
import { type GatewayTrouble, inWords, ofFlow, ofName, ofRegisterStatus, ofStatus } from './trouble.ts';

export type GatewayLineDeps = {
  run(work: (engine: SipEngine, nowMs: number) => void): void;
  scheduler: Scheduler;
  random: Random;
  log: Log;
  own: OwnAddress;
  /** Where a gateway is, the best first (RFC 3263). @rejects when nothing says so */
  resolve(gateway: SipGateway): Promise<readonly Endpoint[]>;
  flowTo(peer: Peer): Flow;
  /** It is doing otherwise than before. */
  onState(gateway: SipGateway): void;
};

/** What the portal shows of a gateway. */
export type GatewayState = {
  readonly gatewayId: string;
  readonly state: 'healthy' | 'down' | 'registering' | 'registered' | 'refused';
  readonly sinceMs: number;
  /** Why it takes no call; null where it does. */
  readonly trouble: GatewayTrouble | null;
};

/** Whether it takes no call now. */
export const takesNoCall = ({ state }: Pick<GatewayState, 'state'>): boolean =>
  state === 'down' || state === 'refused';

const LOOK_AGAIN_MS = 30_000;
/** A connection that a gateway has closed is another one after so long: calls come in by it. */
const CONNECT_AGAIN_MS = 1_000;

/** One gateway as we stand with it: where it is, whether it answers, whether we are registered there. */
export class GatewayLine {
  readonly gateway: SipGateway;
  readonly #deps: GatewayLineDeps;
  #endpoints: readonly Endpoint[] = [];
  /** Addresses and networks, names among the sources resolved. */
  #sources: readonly string[] = [];
  #health: Health = unknownSince(0);
  #registrationState: RegistrationState = { at: 'off' };
  #registration: { readonly flow: Flow; readonly client: Registration; readonly sinceMs: number } | undefined;
  #digest: DigestClient | undefined;
  #shown: Omit<GatewayState, 'gatewayId'> = { state: 'down', sinceMs: 0, trouble: null };
  #trouble: GatewayTrouble | null = null;
  /** The way to each of its addresses that was taken last. */
  readonly #flowIds = new Map<string, string>();
  #isStopped = false;
  #callOffLook = (): void => {};
  #callOffWake = (): void => {};

  constructor(deps: GatewayLineDeps, gateway: SipGateway) {
    this.#deps = deps;
    this.gateway = gateway;
  }

  /** @param afterMs as long as the binding of another registration there may take to go */
  start(afterMs = 0): void {
    this.#deps.run((_, nowMs) => {
      this.#health = unknownSince(nowMs);
      this.#shown = { state: 'down', sinceMs: nowMs, trouble: null };
    });
    if (afterMs === 0) this.#look();
    else this.#lookAfter(afterMs);
  }

  stop(): void {
    this.#isStopped = true;
    this.#callOffLook();
    this.#registrationInput({ is: 'stop' });
  }

  get state(): GatewayState {
    return { gatewayId: this.gateway.gatewayId, ...this.#shown };
  }

  get isDown(): boolean {
    return this.#health.at === 'down';
  }

  /** Whether what comes from this address may be its. */
  isAt(address: string): boolean {
    const own = this.#endpoints.some((endpoint) => asIpv4(endpoint.address) === address);
    return own || this.#sources.some((source) => isInNetwork(address, source));
  }

  get endpoints(): readonly Endpoint[] {
    return this.#endpoints;
  }

  /** What stands behind the @ there. */
  get domain(): string {
    const { domain, host, port } = this.gateway;
    return domain ?? (port === null ? hostOf(host) : `${hostOf(host)}:${port}`);
  }

  flowTo(endpoint: Endpoint): Flow {
    const { transport, host } = this.gateway;
    const peer = { transport, ...endpoint };
    const flow = this.#deps.flowTo(transport === 'tls' ? { ...peer, serverName: host } : peer);
    this.#flowIds.set(`${endpoint.address} ${endpoint.port}`, flow.id);
    return flow;
  }

  /** A connection broke, or could not be had; whose request waited there has been told. */
  flowFailed(flow: Flow, failure: FlowFailure | undefined, nowMs: number): void {
    if (this.#isStopped || ![...this.#flowIds.values()].includes(flow.id)) return;
    this.#trouble = ofFlow(failure);
    this.#show(nowMs);
    const { flow: own, sinceMs } = this.#registration ?? {};
    // One that closes each at once is looked for as seldom as any other.
    if (own?.id === flow.id && nowMs - (sinceMs ?? nowMs) > LOOK_AGAIN_MS) this.#lookAfter(CONNECT_AGAIN_MS);
  }

  #flow(): Flow | undefined {
    const [first] = this.#endpoints;
    return first && this.flowTo(first);
  }

  /** Its challenges are answered from one place: a nonce serves many calls. Undefined without credentials. */
  digest(engine: SipEngine): DigestClient | undefined {
    const { username, authName, secret } = this.gateway;
    const name = authName ?? username;
    if (name === null || secret === null) return undefined;
    this.#digest ??= new DigestClient(engine, { username: name, password: secret });
    return this.#digest;
  }

  /** What became of a request that was sent there. */
  noteAnswer(status: number, nowMs: number): void {
    const isAnswered = isSignOfLife(status);
    if (!isAnswered) this.#trouble = ofStatus(status);
    this.#heard(isAnswered, nowMs);
  }

  #heard(isAnswered: boolean, nowMs: number): void {
    this.#health = stepHealth(this.#health, isAnswered, nowMs);
    // What does not answer here may answer at its next address.
    if (!isAnswered && this.#endpoints.length > 1) this.#turnToNext();
    this.#show(nowMs);
  }

  /** Finds out where it is, and whether it answers; again and again. */
  #look(): void {
    const { run, log } = this.#deps;
    const ask = (): void => {
      if (this.#isStopped) return;
      this.#lookAfter(LOOK_AGAIN_MS);
      run((engine, nowMs) => this.#ask(engine, nowMs));
      if (this.gateway.registers) this.#registrationInput({ is: 'start' });
    };
    this.#find()
      .then(ask)
      .catch((error: unknown) => log.error('a gateway met a bug', { error: reasonOf(error) }));
  }

  #lookAfter(delayMs: number): void {
    this.#callOffLook();
    this.#callOffLook = this.#deps.scheduler.after(delayMs, () => this.#look());
  }

  /** What was found before stays good where nothing is. */
  async #find(): Promise<void> {
    const { resolve, log } = this.#deps;
    try {
      this.#found(await resolve(this.gateway));
      this.#sources = await this.#resolvedSources();
    } catch (error) {
      this.#trouble = ofName(this.gateway.host, error);
      log.warn('a gateway was not found', { gateway: this.gateway.name, error: reasonOf(error) });
    }
  }

  async #resolvedSources(): Promise<string[]> {
    const all = this.gateway.sources.map(async (source) => {
      if (!isHostName(source)) return [source];
      const found = await this.#deps.resolve({ ...this.gateway, host: source }).catch(() => []);
      return found.map(({ address }) => asIpv4(address));
    });
    return (await Promise.all(all)).flat();
  }

  /** An address that is still one of the gateway's stays the first: it answered. */
  #found(endpoints: readonly Endpoint[]): void {
    const [now] = this.#endpoints;
    const isSame = (one: Endpoint): boolean => one.address === now?.address && one.port === now.port;
    const first = endpoints.filter(isSame);
    this.#endpoints = [...first, ...endpoints.filter((one) => !isSame(one))];
    if (now !== undefined && first.length === 0) this.#registrationInput({ is: 'moved' });
  }

  #turnToNext(): void {
    const [first, ...others] = this.#endpoints;
    if (first === undefined) return;
    this.#endpoints = [...others, first];
    this.#registrationInput({ is: 'moved' });
  }

  /** RFC 3261 11: any final answer says that it is there. */
  #ask(engine: SipEngine, nowMs: number): void {
    const flow = this.#flow();
    if (flow === undefined) return this.#heard(false, nowMs);
    // A connection that broke since is another one now.
    if (this.#registration !== undefined && this.#registration.flow.id !== flow.id)
      this.#registrationInput({ is: 'moved' });
    let isOver = false;
    const over = (note: () => void): void => {
      if (isOver || this.#isStopped) return;
      isOver = true;
      note();
    };
    const answered = (status: number, atMs: number): void => over(() => this.noteAnswer(status, atMs));
    const contact = this.#deps.own.contact(flow);
    engine.request(optionsTo(this.domain, { contact, engine }), flow, {
      nowMs,
      user: {
        response: ({ status }, atMs) => (status >= 200 ? answered(status, atMs) : undefined),
        // Of a connection that broke, why comes next.
        failed: (why, atMs) =>
          why === 'timeout' ? answered(408, atMs) : over(() => this.#heard(false, atMs)),
      },
    });
    engine.at(nowMs + LOOK_AGAIN_MS - 1, (atMs) => answered(408, atMs));
  }

  #registrationInput(input: RegistrationInput): void {
    const { random, scheduler, run } = this.#deps;
    const jitter = (random.bytes(1)[0] ?? 0) / 256;
    const { state, outputs } = stepRegistration(this.#registrationState, input, jitter);
    this.#registrationState = state;
    if (input.is === 'stop') this.#callOffWake();
    run((engine, nowMs) => {
      for (const output of outputs) {
        if (output.do === 'register') this.#register(engine, output.expiresSeconds, nowMs);
        else {
          const wake = (): void => this.#registrationInput({ is: 'due' });
          this.#callOffWake();
          this.#callOffWake = scheduler.after(output.inSeconds * 1_000, wake);
        }
      }
      this.#show(nowMs);
    });
  }

  #register(engine: SipEngine, expiresSeconds: number, nowMs: number): void {
    const flow = this.#flow();
    if (flow === undefined) return this.#later({ is: 'failed', status: 503 });
    if (this.#registration?.flow.id !== flow.id)
      this.#registration = { flow, client: this.#registrationOn(engine, flow), sinceMs: nowMs };
    this.#registration.client.register(expiresSeconds, nowMs);
  }

  #registrationOn(engine: SipEngine, flow: Flow): Registration {
    const { username, authName, secret } = this.gateway;
    const user = username ?? 'perch';
    return new Registration({
      engine,
      flow,
      account: { username: authName ?? user, password: secret ?? '' },
      registrar: `sip:${this.domain}`,
      aor: `sip:${user}@${this.domain}`,
      contact: this.#deps.own.contact(flow, 'sip', user),
      user: {
        registered: (expiresSeconds, nowMs) => {
          if (expiresSeconds > 0) this.noteAnswer(200, nowMs);
          this.#registrationInput({ is: 'bound', expiresSeconds });
        },
        failed: (status, nowMs) => {
          this.#trouble = ofRegisterStatus(status);
          this.#registrationFailed(status, nowMs);
        },
        broken: (nowMs) => this.#registrationFailed(503, nowMs),
      },
    });
  }

  #registrationFailed(status: number, nowMs: number): void {
    this.#registrationInput({ is: 'failed', status });
    if (!this.#isStopped) this.#heard(isSignOfLife(status), nowMs);
  }

  /** Not within the step that asked for it. */
  #later(input: RegistrationInput): void {
    this.#deps.scheduler.after(0, () => this.#registrationInput(input));
  }

  #show(nowMs: number): void {
    if (this.#isStopped) return;
    const state = shownState(this.#health, this.#registrationState);
    const trouble = takesNoCall({ state }) ? this.#trouble : null;
    const before = this.#shown;
    if (state === before.state && isSameTrouble(trouble, before.trouble)) return;
    this.#shown = { state, sinceMs: state === before.state ? before.sinceMs : nowMs, trouble };
    const why = trouble === null ? null : inWords(trouble);
    this.#deps.log.info('a gateway has changed', { gateway: this.gateway.name, state, why });
    this.#deps.onState(this.gateway);
  }
}

const isHostName = (source: string): boolean => !source.includes(':') && !/^[\d./]+$/.test(source);

const isSameTrouble = (one: GatewayTrouble | null, other: GatewayTrouble | null): boolean =>
  one?.code === other?.code && one?.detail === other?.detail;

function shownState(health: Health, registration: RegistrationState): GatewayState['state'] {
  if (registration.at === 'waiting' && isSignOfLife(registration.status)) return 'refused';
  if (health.at === 'down') return 'down';
  if (registration.at === 'registered') return 'registered';
  if (registration.at === 'registering') return registration.isBound ? 'registered' : 'registering';
  return health.at === 'up' && registration.at === 'off' ? 'healthy' : 'down';
}
