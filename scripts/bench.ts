import './end-with-parent.ts';
import { spawn } from 'node:child_process';

/** `npm run bench [-- --json FILE] [-- --only switch,register,…]`: figures, never a pass or a fail. */
const args = ['tests/bench/main.ts', ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { stdio: 'inherit' });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 1));
