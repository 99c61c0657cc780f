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
  readonly #folder: ReturnType<typeof tempFolder>;
  readonly #host: string;
  #child: ChildProcess;
  #logFile: string;
  #starts = 1;
  #readTo = 0;

  /** With an account in its file, as by hand. */
  static async start(account: PhoneAccount, keys: LinphoneKeys): Promise<Linphone> {
    const ports = { sip: await freePort(), rtp: await freePorts(2) };
    const { host, port } = account.server;
    return new Linphone(settings(account, { keys, ...ports }), `${host}:${port}`);
  }

  /** With nothing in its file but where the rest is, and ports of its own; `host` is what it dials at. */
  static async provisioned(url: string, host: string): Promise<Linphone> {
    const sip = ['[sip]', `sip_port=${await freePort()}`, 'sip_tcp_port=0', 'sip_tls_port=0'];
    const rtp = ['[rtp]', `audio_rtp_port=${await freePorts(2)}`];
    return new Linphone([...sip, ...rtp, '[misc]', `config-uri=${url}`, ''].join('\n'), host);
  }

  private constructor(rc: string, host: string) {
    this.#folder = tempFolder();
    this.#host = host;
    mkdirSync(this.#file('.local/share/linphone'), { recursive: true });
    writeFileSync(this.#file('silence.wav'), writeWav(new Int16Array(8_000 * 60)));
    writeFileSync(this.#file('linphonerc'), rc);
    this.#logFile = this.#file('log1');
    this.#child = this.#run();
  }

  /** Ends it as a person does, so that it writes its file, and starts it with that. */
  async startAgain(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.command('quit');
    await ended;
    this.#starts += 1;
    this.#readTo = 0;
    this.#logFile = this.#file(`log${this.#starts}`);
    this.#child = this.#run();
  }

  /** What stands in its file, as it was last written. */
  get rc(): string {
    return readFileSync(this.#file('linphonerc'), 'utf8');
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

  #file(name: string): string {
    return join(this.#folder.path, name);
  }

  #run(): ChildProcess {
    const child = spawn('linphonec', ['-c', this.#file('linphonerc'), '-d', '6', '-l', this.#logFile], {
      cwd: this.#folder.path,
      env: { ...process.env, HOME: this.#folder.path },
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin?.on('error', () => {});
    for (const line of ['soundcard use files', `play ${this.#file('silence.wav')}`])
      child.stdin?.write(`${line}\n`);
    return child;
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
