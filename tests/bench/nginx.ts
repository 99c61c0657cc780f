import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../support/free-port.ts';
import { tempFolder } from '../support/temp-folder.ts';

const PROGRAM = '/usr/sbin/nginx';
export const nginxMissing = existsSync(PROGRAM) ? undefined : 'apt-get install nginx-light';

export type Nginx = AsyncDisposable & { name: string; pids: number[]; port: number };

const configuration = (folder: string, port: number): string => `
worker_processes 1;
user root;
pid ${folder}/pid;
error_log ${folder}/errors;
events { worker_connections 512; }
http {
  access_log ${folder}/requests;
  sendfile on;
  keepalive_requests 1000000000;
  server { listen 127.0.0.1:${port}; root ${folder}/files; }
}
`;

/** nginx with one worker, which serves these files from the disk and writes down each request. */
export async function startNginx(files: ReadonlyMap<string, Uint8Array>): Promise<Nginx> {
  const folder = tempFolder();
  const port = await freePort();
  mkdirSync(join(folder.path, 'files'));
  for (const [name, bytes] of files) writeFileSync(join(folder.path, 'files', name), bytes);
  const file = join(folder.path, 'nginx.conf');
  writeFileSync(file, configuration(folder.path, port));
  const child = spawn(PROGRAM, ['-c', file, '-g', 'daemon off;'], { stdio: 'ignore' });
  const pidFile = join(folder.path, 'pid');
  while (!existsSync(pidFile) || readFileSync(pidFile, 'utf8') === '') await sleep(20);
  return {
    ...{ name: 'nginx', port, pids: [child.pid ?? 0] },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      folder[Symbol.dispose]();
    },
  };
}
