import './end-with-parent.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Env, loadEnv } from '#server/env.ts';
import { giveUp } from './give-up.ts';

/** `npm run demo`: the product with an example office and simulated phones, to be tried without hardware. */
const ADMIN = { email: 'admin@example.com', password: 'perch-demo-office' };
const PEOPLE = [
  { extension: '101', name: 'Ann Archer', pin: '4321' },
  { extension: '102', name: 'Ben Bishop', pin: '8765' },
  { extension: '103', name: 'Cleo Carter', pin: '2468' },
];
const DESKS = [
  { displayName: 'Window desk', extension: '8001', mac: '001565a00001', site: 'Main office', floor: '2' },
  { displayName: 'Corner desk', extension: '8002', mac: '001565a00002', site: 'Main office', floor: '2' },
];
const READY_WITHIN_MS = 180_000;

const dataFolder = process.env['PERCH_DATA'] ?? 'data-demo';
const simPort = process.env['SIM_PORT'] ?? '3100';
const token = keptToken(dataFolder);
Object.assign(process.env, {
  PERCH_DATA: dataFolder,
  PERCH_ADMIN_EMAIL: ADMIN.email,
  PERCH_ADMIN_PASSWORD: ADMIN.password,
  PERCH_API_TOKEN: token,
});
const env = loadEnv();
if (!env.ok) giveUp(...env.error);

const children: ChildProcess[] = [];
stopTogether();
start('scripts/start.ts', []);
await furnish(env.value).catch((error: Error) => {
  for (const child of children) child.kill('SIGTERM');
  giveUp(error.message);
});

/** The same token at every start on the same data: only the first start takes one. */
function keptToken(folder: string): string {
  const file = join(folder, 'demo-token');
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch {
    // It is there from the first start.
  }
  return readFileSync(file, 'utf8');
}

function start(script: string, args: string[]): void {
  const child = spawn(process.execPath, [script, ...args], {
    // The fourth one ends the child when this process is killed: see end-with-parent.ts.
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, PERCH_LIFELINE: '3' },
  });
  children.push(child);
  child.once('exit', (code) => {
    for (const other of children) if (other !== child) other.kill('SIGTERM');
    process.exitCode ??= code ?? 1;
  });
}

function stopTogether(): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      process.exitCode ??= 0;
      for (const child of children) child.kill('SIGTERM');
    });
  }
}

async function furnish(demo: Env): Promise<void> {
  const base = `http://127.0.0.1:${demo.port}`;
  await untilReady(`${base}/healthz`);
  start('scripts/sim.ts', [
    '--server',
    `${demo.sipHost}:${demo.sipPort}`,
    '--address',
    demo.sipHost,
    '--http',
    simPort,
  ]);
  const api = apiOf(`${base}/api/v1`);
  for (const person of PEOPLE) await api('POST', '/users', { ...person, hotDesking: true });
  await untilReady(`http://127.0.0.1:${simPort}/`);
  await untilPhonesAreThere(api);
  for (const desk of DESKS) {
    await api('POST', '/desks', { ...desk, vendor: 'yealink', provisioning: 'pnp', network: 'lan' });
  }
  const { items } = (await api('GET', '/desks')) as {
    items: Array<{ mac: string; displayName: string; qrUrl: string }>;
  };
  for (const { mac, qrUrl } of items) {
    await fetch(`http://127.0.0.1:${simPort}/phones/${mac}/desk-url`, { method: 'POST', body: qrUrl });
  }
  console.log(tour(demo, items));
}

function apiOf(base: string) {
  return async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(`${base}${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    // 409: it is there from an earlier start.
    if (!answer.ok && answer.status !== 409) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
}

async function untilReady(address: string): Promise<void> {
  const endMs = Date.now() + READY_WITHIN_MS;
  while (Date.now() < endMs) {
    const isReady = await fetch(address).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await sleep(250);
  }
  giveUp('The demo did not get ready in time.');
}

async function untilPhonesAreThere(api: ReturnType<typeof apiOf>): Promise<void> {
  for (;;) {
    const { items } = (await api('GET', '/phones')) as { items: unknown[] };
    if (items.length >= DESKS.length + 1) return;
    await sleep(200);
  }
}

function tour(demo: Env, desks: ReadonlyArray<{ displayName: string; qrUrl: string }>): string {
  const people = PEOPLE.map(({ extension, name, pin }) => `    ${extension}  ${name.padEnd(14)} PIN ${pin}`);
  const labels = desks.map(({ displayName, qrUrl }) => `    ${displayName.padEnd(14)} ${qrUrl}`);
  return [
    '',
    'The demo office is open.',
    `  Phones to press keys on   http://localhost:${simPort}`,
    `  Portal                    ${demo.perchUrl}/sign-in   ${ADMIN.email} / ${ADMIN.password}`,
    '  People',
    ...people,
    '  Desks (what their printed codes open)',
    ...labels,
    '',
    'Try: on the first phone key *70101, Send, then 4321#. Or open a desk’s page and log in there.',
    'The third phone has no desk yet: in the portal it waits under Call Manager > Phones.',
    '',
  ].join('\n');
}
