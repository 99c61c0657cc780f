import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, freePorts } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';

const RTP_PORTS = 60;
const READY_WITHIN_MS = 150_000;
const POLL_MS = 50;

export type Answer = { status: number; body: unknown; headers: Headers };

export type PerchProcess = AsyncDisposable & {
  /** Base address of web, API and configuration files. */
  readonly url: string;
  readonly sipPort: number;
  readonly rtpPorts: { readonly min: number; readonly max: number };
  readonly sipTlsPort: number;
  readonly pnpPort: number;
  readonly dataFolder: string;
  readonly apiToken: string;
  /** The process that was started: npm's where it was started by npm. */
  readonly child: ChildProcess;
  /** All that was printed so far. */
  output(): string;
  /** A call of the REST API, `path` from `/api/v1` on, as the administrator whose token it is. */
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Sends a signal and waits for the end. Answers the exit code, null after a signal that was not handled. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** The same Perch again, on the same data and ports, after it has ended. */
  startAgain(): Promise<PerchProcess>;
};

type Options = {
  /** Added to the environment, which names free ports and an empty data folder. */
  env?: Record<string, string>;
  /** By `npm start`, as people do it, and not by the script behind it. */
  byNpm?: boolean;
};

/** Starts the whole product and waits until it serves. `await using perch = await startPerch()` also stops it. */
export async function startPerch({ env = {}, byNpm = false }: Options = {}): Promise<PerchProcess> {
  const folder = tempFolder();
  const apiToken = randomBytes(24).toString('base64url');
  const environment = {
    ...(await freeEnvironment()),
    PERCH_API_TOKEN: apiToken,
    PERCH_DATA: folder.path,
    ...env,
  };
  return launch({ environment, byNpm, forget: () => folder[Symbol.dispose]() });
}

/** Ports that are free now, on the loopback only, and multicast off. */
export async function freeEnvironment() {
  const [port, sipPort, pnpPort] = [await freePort(), await freePort(), await freePort()];
  const sipTlsPort = await freePort();
  const rtp = await freePorts(RTP_PORTS);
  return {
    HOST: '127.0.0.1',
    PORT: `${port}`,
    SIP_HOST: '127.0.0.1',
    SIP_PORT: `${sipPort}`,
    SIP_TLS_PORT: `${sipTlsPort}`,
    RTP_PORTS: `${rtp}-${rtp + RTP_PORTS - 1}`,
    PNP: 'off',
    PNP_PORT: `${pnpPort}`,
  };
}

type Launch = {
  environment: Record<string, string> & Awaited<ReturnType<typeof freeEnvironment>>;
  byNpm: boolean;
  forget(): void;
};

async function launch(options: Launch): Promise<PerchProcess> {
  const { environment, byNpm, forget } = options;
  const started = startCommand(environment, byNpm);
  const url = environment['PERCH_URL'] ?? `http://127.0.0.1:${environment.PORT}`;
  const { child, output } = started;
  const apiToken = environment['PERCH_API_TOKEN'] ?? '';
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (isRunning(child)) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  };
  const [min = 0, max = 0] = environment.RTP_PORTS.split('-').map(Number);
  const perch: PerchProcess = {
    rtpPorts: { min, max },
    ...{ url, child, output, end, apiToken },
    sipPort: Number(environment.SIP_PORT),
    sipTlsPort: Number(environment.SIP_TLS_PORT),
    pnpPort: Number(environment.PNP_PORT),
    dataFolder: environment['PERCH_DATA'] ?? '',
    api: (method, path, body) => callApi(`${url}/api/v1${path}`, { method, apiToken, body }),
    startAgain: () => launch(options),
    [Symbol.asyncDispose]: async () => {
      await end();
      forget();
    },
  };
  await untilServing(perch);
  return perch;
}

/** Runs `npm start` or the script behind it, whatever comes of it. */
export function startCommand(environment: Record<string, string>, byNpm = false) {
  const [program, args] = byNpm ? ['npm', ['start']] : [process.execPath, ['scripts/start.ts']];
  const child = spawn(program, args, {
    env: { ...withoutTestRunner(process.env), ...environment, ...(byNpm ? {} : { PERCH_LIFELINE: '3' }) },
    // The fourth one ends Perch when the tests are killed: see scripts/end-with-parent.ts.
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (printed += chunk));
  return { child, output: () => printed };
}

function withoutTestRunner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(VITEST|TEST$|NODE_ENV$|DEV$|PROD$|MODE$|npm_)/.test(name),
  );
  return Object.fromEntries(kept) as NodeJS.ProcessEnv;
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

async function untilServing({ child, url, output, end }: PerchProcess): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (isRunning(child) && Date.now() < deadline) {
    const answer = await fetch(`${url}/healthz`).catch(() => undefined);
    if (answer?.status === 200) return;
    await sleep(POLL_MS);
  }
  await end('SIGKILL');
  throw new Error(`Perch did not start:\n${output()}`);
}

type Call = { method: string; apiToken: string; body: unknown };

export async function callApi(address: string, { method, apiToken, body }: Call): Promise<Answer> {
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(address, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}
