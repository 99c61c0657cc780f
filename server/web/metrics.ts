import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HttpHandler } from '#server/http/http-server.ts';
import { onlyReads, sendText } from './plain-answer.ts';

/** What a gauge shows is asked when somebody looks, not counted along. */
export type MetricSources = {
  /** Live SIP bindings in this process. */
  registeredBindings?: (() => number | Promise<number>) | undefined;
  /** Gateways that are turned on and take no call now: they do not answer, or refuse us. */
  gatewaysDown?: (() => number | Promise<number>) | undefined;
  /** SIP subscriptions that live in this process. */
  sipSubscriptions?: (() => number | Promise<number>) | undefined;
  /** Open desk sessions of the installation. */
  openDeskSessions?: (() => number | Promise<number>) | undefined;
};

/** What the parts of a process tell of themselves. Never a name, an extension or an address as a label. */
export type Metrics = {
  /** Somebody tried to log in at a desk. `result` is `ok` or the code of the refusal. */
  logIn(attempt: { via: string; result: string }): void;
  /** From the proof of the PIN to the switched route, in seconds. */
  switched(seconds: number): void;
  /** From the switch to the phone that is registered as it should, in seconds. */
  settled(seconds: number): void;
  sipRequest(method: string): void;
  /** A SIP request got no answer: its source sends too many of that kind, is banned, or looks for telephones to misuse. */
  sipTurnedAway(why: 'unproved' | 'wrong_secret' | 'banned' | 'scanner'): void;
  /** A source that guessed SIP secrets was banned for a while. */
  sipBan(): void;
  /** A configuration file was asked for; `status` is that of the HTTP answer. */
  provisioningRequest(status: number): void;
  /** A request for a phone's file opened nothing; `mac_scan`: its source was found to go through MACs. */
  stranger(what: 'wrong_token' | 'no_token' | 'mac_scan'): void;
  /** The Prometheus text of all of it. */
  text(): Promise<string>;
};

const SIP_METHODS = new Set(
  'INVITE ACK BYE CANCEL REGISTER OPTIONS SUBSCRIBE NOTIFY INFO UPDATE PRACK REFER MESSAGE PUBLISH'.split(
    ' ',
  ),
);
const SWITCH_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const SETTLE_SECONDS = [0.5, 1, 2, 3, 5, 8, 13, 21, 34, 60, 120, 300];

/** One for a process: its own figures and those of Node (memory, event loop lag, garbage collection). */
export function createMetrics(sources: MetricSources = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  addGauges(registry, sources);
  const logIns = new Counter({
    ...{ name: 'perch_logins_total', help: 'Attempts to log in at a desk.' },
    ...{ labelNames: ['via', 'result'], registers },
  });
  const sipRequests = new Counter({
    ...{ name: 'perch_sip_requests_total', help: 'SIP requests received.' },
    ...{ labelNames: ['method'], registers },
  });
  const sipTurnedAway = new Counter({
    ...{
      name: 'perch_sip_turned_away_total',
      help: 'SIP requests that got no answer: their source sends too many, is banned, or looks for telephones to misuse.',
    },
    ...{ labelNames: ['why'], registers },
  });
  const sipBans = new Counter({
    ...{ name: 'perch_sip_bans_total', help: 'Bans of sources that guessed SIP secrets.', registers },
  });
  const provisioningRequests = new Counter({
    ...{ name: 'perch_provisioning_requests_total', help: 'Configuration files asked for, by HTTP status.' },
    ...{ labelNames: ['status'], registers },
  });
  const strangers = new Counter({
    ...{
      name: 'perch_provisioning_strangers_total',
      help: 'Requests for files of phones that open nothing.',
    },
    ...{ labelNames: ['what'], registers },
  });
  const switchSeconds = new Histogram({
    ...{ name: 'perch_switch_seconds', help: 'From the proof of the PIN to the switched route.' },
    ...{ buckets: SWITCH_SECONDS, registers },
  });
  const settleSeconds = new Histogram({
    ...{ name: 'perch_settle_seconds', help: 'From the switch to the settled phone.' },
    ...{ buckets: SETTLE_SECONDS, registers },
  });
  return {
    logIn: (attempt) => logIns.inc(attempt),
    switched: (seconds) => switchSeconds.observe(seconds),
    settled: (seconds) => settleSeconds.observe(seconds),
    // Anybody may send any word as a method: each would be a time series for ever.
    sipRequest: (method) => sipRequests.inc({ method: SIP_METHODS.has(method) ? method : 'other' }),
    sipTurnedAway: (why) => sipTurnedAway.inc({ why }),
    sipBan: () => sipBans.inc(),
    provisioningRequest: (status) => provisioningRequests.inc({ status }),
    stranger: (what) => strangers.inc({ what }),
    text: () => registry.metrics(),
  };
}

function addGauges(registry: Registry, sources: MetricSources): void {
  const gauges = [
    { name: 'perch_registered_bindings', help: 'Live SIP bindings.', read: sources.registeredBindings },
    { name: 'perch_gateways_down', help: 'Gateways that take no call now.', read: sources.gatewaysDown },
    { name: 'perch_sip_subscriptions', help: 'Live SIP subscriptions.', read: sources.sipSubscriptions },
    { name: 'perch_desk_sessions_open', help: 'Open desk sessions.', read: sources.openDeskSessions },
  ];
  for (const { name, help, read } of gauges) {
    if (read === undefined) continue;
    const registers = [registry];
    const collect = async (): Promise<void> => gauge.set(await read());
    const gauge = new Gauge({ name, help, registers, collect });
  }
}

/** `GET /metrics` in the text format of Prometheus. */
export function createMetricsHandler(metrics: Metrics): HttpHandler {
  return async (req, res) => {
    if (req.url?.split('?')[0] !== '/metrics') return false;
    if (!onlyReads(req, res)) return true;
    sendText(res, {
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
      text: await metrics.text(),
    });
    return true;
  };
}
