import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withCheckoutLock } from './checkout-lock.js';
import { isInstalled } from './is-installed.js';

/**
 * The first program of every npm script, and the only one that runs on the machine's own Node (20 or newer): it
 * installs what is missing and hands over to `scripts/<command>.ts` on Node 24.
 */
const COMMANDS = ['start', 'demo', 'sim', 'bench', 'test', 'dev', 'verify', 'fuzz', 'build'];
/** What works without the packages that only building and testing Perch itself needs. */
const FOR_USERS = ['start', 'demo', 'sim', 'build'];
const SIGNALS = /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']);
const PARENT_CHECK_MS = 250;
const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** @type {import('node:child_process').ChildProcess | undefined} */
let current;
/** @type {NodeJS.Signals | undefined} */
let stoppedBy;

await main(process.argv.slice(2));

/** @param {string[]} args */
async function main([command, ...args]) {
  if (command === undefined || !COMMANDS.includes(command)) {
    giveUp(`Usage: node scripts/run.js <${COMMANDS.join('|')}>`);
  }
  if (Number.parseInt(process.versions.node, 10) < 20) {
    giveUp(`Perch needs Node 20 or newer to start; this is Node ${process.versions.node}.`);
  }
  process.chdir(checkout);
  passSignalsOn();
  endWithNpm();
  await installIfNeeded(command);
  const child = run(findNode(), [join(checkout, 'scripts', `${command}.ts`), ...args], {
    // The fourth descriptor closes when this process dies, however: see end-with-parent.ts.
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, PERCH_LIFELINE: '3' },
  });
  child.once('exit', (code, signal) => endLike(code, signal));
}

/** @param {string} command */
async function installIfNeeded(command) {
  const isDone = () => isInstalled(checkout, { withDevelopment: !FOR_USERS.includes(command) });
  if (isDone()) return;
  const onWait = () => say('Another Perch is installing or building in this folder: waiting for it…');
  const task = async () => {
    if (isDone()) return;
    say(
      existsSync(join(checkout, 'node_modules'))
        ? 'Installing what has changed…'
        : 'Installing (first start only)…',
    );
    const { code, signal } = await install();
    if (signal !== null || stoppedBy !== undefined) endLike(code, stoppedBy ?? signal);
    if (code !== 0)
      giveUp('Installing failed: npm says why above. With a connection to a package registry, start again.');
  };
  await withCheckoutLock(checkout, { onWait, task });
}

/** @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} */
function install() {
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  const options = /** @type {const} */ ({ stdio: 'inherit' });
  const child = npm?.endsWith('npm-cli.js')
    ? run(process.execPath, [npm, ...args], options)
    : run('npm', args, options);
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
}

/** Node 24 from the packages, or this one if it can run TypeScript as it is. */
function findNode() {
  const packaged = join(checkout, 'node_modules', `node-linux-${process.arch}`, 'bin', 'node');
  if (process.platform === 'linux' && hasGlibc() && existsSync(packaged)) return packaged;
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  return giveUp(
    `Perch runs on Node 24, and there is no package of it for ${process.platform} ${process.arch}: install Node 24 and start again.`,
  );
}

function hasGlibc() {
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime !== undefined;
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 */
function run(program, args, options) {
  const child = spawn(program, args, options);
  child.once('error', (error) => giveUp(`${program} could not be started: ${error.message}`));
  current = child;
  return child;
}

function passSignalsOn() {
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      stoppedBy = signal;
      if (current === undefined || current.exitCode !== null) endLike(null, signal);
      // The keyboard's interrupt reaches the child by itself.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) current.kill(signal);
    });
  }
}

/** npm passes signals on, but cannot when it is killed outright. */
function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const check = () => {
    if (process.ppid === parent) return;
    current?.kill('SIGKILL');
    process.kill(process.pid, 'SIGKILL');
  };
  setInterval(check, PARENT_CHECK_MS).unref();
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal @returns {never} */
function endLike(code, signal) {
  return process.exit(signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0));
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`${text}\n`);
}

/** @param {string} text @returns {never} */
function giveUp(text) {
  process.stderr.write(`${text}\n`);
  return process.exit(1);
}
