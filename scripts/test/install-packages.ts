import { spawnSync } from 'node:child_process';
import { missingPackages } from './real-programs.ts';

const APT_OPTIONS = ['-o', 'Acquire::Retries=1', '-o', 'Acquire::http::Timeout=20', '-q'];

/** Installs the real programs that tests need, if this user may. What stays missing is skipped by name. */
export function installPackages(say: (line: string) => void): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const asRoot = howToBeRoot();
  const command = `apt-get install ${missing.join(' ')}`;
  if (asRoot === undefined) {
    say(`Some tests need programs that are not installed, and are skipped. To run them: ${command}`);
    return;
  }
  say(`Installing ${missing.join(', ')} (first time only)…`);
  apt(asRoot, ['update']);
  const isDone = apt(asRoot, ['install', '-y', '--no-install-recommends', ...missing]);
  if (!isDone) say(`That failed; the tests that need them are skipped. To try it by hand: ${command}`);
}

/** What to write before a command, or undefined if there is no apt-get or no right to use it. */
function howToBeRoot(): string[] | undefined {
  if (spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

function apt(asRoot: string[], args: string[]): boolean {
  const [program = 'apt-get', ...rest] = [
    ...asRoot,
    ...['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...APT_OPTIONS, ...args],
  ];
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: 'utf8' });
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status === 0;
}
