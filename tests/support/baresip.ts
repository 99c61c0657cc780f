import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeWav } from '#server/media/wav.ts';
import type { PhoneAccount } from '#server/sim/makes/make.ts';
import { freePort, freePorts } from './free-port.ts';
import { tempFolder } from './temp-folder.ts';

type Event = { type?: string; event?: boolean; param?: string; direction?: string };

const RTP_PORTS = 20;

/** baresip without a sound card, driven by its ctrl_tcp module (netstrings of JSON). */
export class Baresip implements AsyncDisposable {
  readonly events: Event[] = [];
  readonly #child: ChildProcess;
  readonly #socket: Socket;
  readonly #folder: ReturnType<typeof tempFolder>;
  #received = '';
  #printed: string;

  static async start(account: PhoneAccount, how: How = {}): Promise<Baresip> {
    const folder = tempFolder();
    const [sipPort, controlPort, rtpPort] = [await freePort(), await freePort(), await freePorts(RTP_PORTS)];
    const silence = join(folder.path, 'silence.wav');
    writeFileSync(silence, writeWav(new Int16Array(8_000 * 120)));
    writeFileSync(
      join(folder.path, 'config'),
      [
        'poll_method epoll',
        `sip_listen 127.0.0.1:${sipPort}`,
        'net_interface 127.0.0.1',
        `rtp_ports ${rtpPort}-${rtpPort + RTP_PORTS - 1}`,
        'audio_player aubridge,sink',
        'audio_alert aubridge,alert',
        `audio_source aufile,${silence}`,
        'module_path /usr/lib/baresip/modules',
        ...['g711', 'g722', 'srtp', 'aufile', 'aubridge', 'sndfile'].map((name) => `module ${name}.so`),
        ...['account', 'menu', 'mwi', 'ctrl_tcp'].map((name) => `module_app ${name}.so`),
        `snd_path ${folder.path}`,
        `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
        ...(how.trusts === undefined ? [] : [`sip_cafile ${how.trusts}`]),
        '',
      ].join('\n'),
    );
    writeFileSync(join(folder.path, 'contacts'), '');
    writeFileSync(join(folder.path, 'accounts'), `${accountLine(account, how)}\n`);
    const child = spawn('baresip', ['-f', folder.path], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    const isGone = (): boolean => child.exitCode !== null;
    const socket = await controlOf(controlPort, isGone).catch((error: Error) => {
      child.kill('SIGKILL');
      throw new Error(`${error.message}:\n${said.slice(-3_000)}`);
    });
    return new Baresip({ child, socket, folder, said });
  }

  private constructor(parts: Parts) {
    this.#child = parts.child;
    this.#socket = parts.socket;
    this.#folder = parts.folder;
    this.#printed = parts.said;
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk) => (this.#printed += chunk));
    this.#socket.on('data', (chunk) => this.#read(chunk.toString()));
    this.#socket.on('error', () => {});
  }

  command(command: string, params = ''): void {
    const text = JSON.stringify({ command, params, token: 'test' });
    this.#socket.write(`${Buffer.byteLength(text)}:${text},`);
  }

  /** Keys as RFC 4733 events, at a person's pace. */
  async press(keys: string): Promise<void> {
    for (const key of keys) {
      this.command('sndcode', key);
      await sleep(350);
    }
  }

  /** Waits for an event that comes after those that were seen. */
  async until(type: string, withinMs = 20_000): Promise<Event> {
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 25) {
      const index = this.events.findIndex((event) => event.type === type);
      const [found] = index < 0 ? [] : this.events.splice(0, index + 1).slice(-1);
      if (found !== undefined) return found;
      await sleep(25);
    }
    throw new Error(`no ${type}:\n${JSON.stringify(this.events)}\n${this.#printed.slice(-3_000)}`);
  }

  /** Waits for what it prints: that begins before there is a connection for its events. */
  async untilPrinted(pattern: RegExp, withinMs = 20_000): Promise<void> {
    for (let waitedMs = 0; waitedMs < withinMs; waitedMs += 25) {
      if (pattern.test(this.#printed)) return;
      await sleep(25);
    }
    throw new Error(`${pattern} was not printed:\n${this.#printed.slice(-3_000)}`);
  }

  /** How loud what was heard is, as the mean of absolute samples (0 to 32,767), and how long. */
  heard(): { seconds: number; loudness: number } {
    const names = readdirSync(this.#folder.path).filter((name) => name.endsWith('dec.wav'));
    // While it records, the header says nothing of the length.
    const samples = names.flatMap((name) =>
      samplesIn(readFileSync(join(this.#folder.path, name)).subarray(44)),
    );
    const sum = samples.reduce((total, sample) => total + Math.abs(sample), 0);
    return { seconds: samples.length / 8_000, loudness: sum / Math.max(1, samples.length) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
    if (this.#child.exitCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
    this.#folder[Symbol.dispose]();
  }

  #read(chunk: string): void {
    this.#received += chunk;
    for (;;) {
      const colon = this.#received.indexOf(':');
      const length = Number(this.#received.slice(0, colon));
      if (colon < 0 || this.#received.length < colon + length + 2) return;
      const message = JSON.parse(this.#received.slice(colon + 1, colon + 1 + length)) as Event;
      this.#received = this.#received.slice(colon + length + 2);
      if (message.event === true) this.events.push(message);
    }
  }
}

function samplesIn(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(2 * index));
}

type Parts = { child: ChildProcess; socket: Socket; folder: ReturnType<typeof tempFolder>; said: string };

type How = {
  codecs?: string;
  encryption?: string;
  transport?: 'udp' | 'tcp' | 'tls';
  /** The file of the certificate that it believes over TLS. */
  trusts?: string;
};

function accountLine({ user, authName, password, server }: PhoneAccount, how: How): string {
  const { codecs = 'pcmu,pcma', encryption, transport = 'udp' } = how;
  const uri = `sip:${user}@${server.host}:${server.port};transport=${transport}`;
  const more = encryption === undefined ? '' : `;mediaenc=${encryption}`;
  return `<${uri}>;auth_user=${authName};auth_pass=${password};regint=60;answermode=manual;audio_codecs=${codecs}${more}`;
}

async function controlOf(port: number, isGone: () => boolean): Promise<Socket> {
  for (let attempt = 0; attempt < 400 && !isGone(); attempt += 1) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (isOpen) return socket;
    await sleep(50);
  }
  throw new Error('baresip does not listen for commands');
}
