import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What `scripts/run.js` needs to run at all. */
const LAUNCHER = ['run.js', 'checkout-lock.js', 'is-installed.js', 'end-with-parent.ts'];

/** A program that serves on a port until it is told to stop, in place of the whole product. */
const STAND_IN = `
import './end-with-parent.ts';
import { createServer } from 'node:http';
const server = createServer((_, response) => response.end('ok'));
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('ready'));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.once(signal, () => {
    console.log('stopped by ' + signal);
    server.close();
    server.closeAllConnections();
  });
}
if (process.env.EXIT_CODE) process.exit(Number(process.env.EXIT_CODE));
`;

/** A small checkout of its own, with one package to install, and a stand-in for \`npm start\`. */
export function makeCheckout(folder: string): void {
  mkdirSync(join(folder, 'scripts'));
  for (const file of LAUNCHER) copyFileSync(join('scripts', file), join(folder, 'scripts', file));
  writeFileSync(join(folder, 'scripts', 'start.ts'), STAND_IN);
  mkdirSync(join(folder, 'dependency'));
  const dependency = { name: 'dependency', version: '1.0.0' };
  writeFileSync(join(folder, 'dependency', 'package.json'), JSON.stringify(dependency));
  const project = {
    ...{ name: 'stand-in', version: '1.0.0', type: 'module' },
    scripts: { start: 'exec node scripts/run.js start' },
    dependencies: { dependency: 'file:dependency' },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(project));
  const packages = {
    '': { name: project.name, version: project.version, dependencies: project.dependencies },
    dependency: { version: '1.0.0' },
    'node_modules/dependency': { resolved: 'dependency', link: true },
  };
  const lock = { name: project.name, version: project.version, lockfileVersion: 3, requires: true, packages };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
}

/** Runs a program in a folder and collects its lines. */
export function runIn(folder: string, command: readonly string[], env: Record<string, string> = {}) {
  const [program = '', ...args] = command;
  const clean = Object.entries(process.env).filter(([name]) => !/^npm_|^VITEST|^NODE_ENV$/.test(name));
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...Object.fromEntries(clean), ...env } as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode }));
  const waiting = new Set<() => void>();
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      lines.push(line);
      for (const look of waiting) look();
    });
  }
  /** Resolves when a line has been printed that holds `text`. */
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (lines.some((line) => line.includes(text))) resolve();
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`"${text}" was never said:\n${lines.join('\n')}`)));
    });
  return { child, lines, ended, said };
}
