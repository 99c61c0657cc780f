import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeWav } from '#server/media/wav.ts';
import type { PhoneAccount } from '#server/sim/makes/make.ts';
import { freePort, freePorts } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';

/** How it says keys. */
export type LinphoneKeys = 'rfc4733' | 'info';

/** It takes a command a second, and looks at the network only while none waits. */
const KEY_MS = 1_300;

/** linphonec without a sound card, driven by its standard input and read by its debug log. */
export class Linphone implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #folder: ReturnType<typeof tempFolder>;
  readonly #logFile: string;
  readonly #host: string;
  #readTo = 0;

  static async start(account: PhoneAccount, keys: LinphoneKeys): Promise<Linphone> {
    const folder = tempFolder();
    const file = (name: string) => join(folder.path, name);
    mkdirSync(file('.local/share/linphone'), { recursive: true });
    writeFileSync(file('silence.wav'), writeWav(new Int16Array(8_000 * 60)));
    const ports = { sip: await freePort(), rtp: await freePorts(2) };
    writeFileSync(file('linphonerc'), settings(account, { keys, ...ports }));
    const args = ['-c', file('linphonerc'), '-d', '6', '-l', file('log')];
    const env = { ...process.env, HOME: folder.path };
    const child = spawn('linphonec', args, { cwd: folder.path, env, stdio: ['pipe', 'ignore', 'ignore'] });
    const phone = new Linphone(child, folder, account);
    phone.command('soundcard use files');
    phone.command(`play ${file('silence.wav')}`);
    return phone;
  }

  private constructor(child: ChildProcess, folder: ReturnType<typeof tempFolder>, { server }: PhoneAccount) {
    this.#child = child;
    this.#folder = folder;
    this.#logFile = join(folder.path, 'log');
    this.#host = `${server.host}:${server.port}`;
    child.stdin?.on('error', () => {});
  }

  command(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  dial(number: string): void {
    this.command(`call sip:${number}@${this.#host}`);
  }

  /** Keys, one after the other. */
  async press(keys: string): Promise<void> {
    for (const key of keys) {
      this.command(key);
      await sleep(KEY_MS);
    }
  }

  /** Waits for a line of its log that comes after those that were seen. */
  async until(pattern: RegExp, withinMs = 20_000): Promise<void> {
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 50) {
      const log = this.#log();
      const found = pattern.exec(log.slice(this.#readTo));
      if (found !== null) {
        this.#readTo += found.index + found[0].length;
        return;
      }
      await sleep(50);
    }
    throw new Error(`no ${pattern}:\n${this.#log().slice(this.#readTo).slice(-6_000)}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGKILL');
      await ended;
    }
    this.#folder[Symbol.dispose]();
  }

  #log(): string {
    return existsSync(this.#logFile) ? readFileSync(this.#logFile, 'latin1') : '';
  }
}

type Settings = { keys: LinphoneKeys; sip: number; rtp: number };

/** Without `reg_route` the domain is looked up in DNS at every call. */
function settings({ user, authName, password, server }: PhoneAccount, { keys, sip, rtp }: Settings): string {
  const registrar = `sip:${server.host}:${server.port};transport=udp`;
  return [
    '[sip]',
    ...[`sip_port=${sip}`, 'sip_tcp_port=0', 'sip_tls_port=0', 'guess_hostname=0', 'default_proxy=0'],
    ...[`use_info=${keys === 'info' ? 1 : 0}`, `use_rfc2833=${keys === 'info' ? 0 : 1}`],
    '[rtp]',
    `audio_rtp_port=${rtp}`,
    '[auth_info_0]',
    ...[`username=${user}`, `userid=${authName}`, `passwd=${password}`, 'realm=perch'],
    '[proxy_0]',
    ...[`reg_proxy=<${registrar}>`, `reg_route=<${registrar};lr>`, 'reg_expires=600', 'reg_sendregister=1'],
    ...[`reg_identity=sip:${user}@${server.host}:${server.port}`, ''],
  ].join('\n');
}
