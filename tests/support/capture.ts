import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { whyMissing } from '../../scripts/test/real-programs.ts';
import type { PerchProcess } from './perch-process.ts';
import { tempFolder } from './temp-folder.ts';

/** Why nothing can be captured here; undefined if it can. */
export const captureMissing: string | undefined = whyMissing('tshark') ?? whyNotAllowed();

function whyNotAllowed(): string | undefined {
  const { stdout } = spawnSync('dumpcap', ['-D'], { encoding: 'utf8' });
  return /\blo\b/.test(stdout ?? '') ? undefined : 'needs the right to capture';
}

/** Should nobody be left to stop it. */
const LONGEST_SECONDS = 300;
/** PI_ERROR of Wireshark's expert items; what is malformed is one of them. */
const ERROR = '0x00800000';

export type Dissected = {
  /** Packets that Perch sent. */
  readonly sip: number;
  readonly rtp: number;
  /** What Wireshark finds wrong in them, a line each. */
  readonly wrong: readonly string[];
};

/** What goes to and from one Perch on the loopback, and nothing else. */
export class Capture implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #folder: ReturnType<typeof tempFolder>;
  readonly #file: string;
  readonly #perch: PerchProcess;

  static async start(perch: PerchProcess): Promise<Capture> {
    const folder = tempFolder();
    const file = join(folder.path, 'capture.pcapng');
    const { sipPort, rtpPorts } = perch;
    const filter = `port ${sipPort} or udp portrange ${rtpPorts.min}-${rtpPorts.max}`;
    const args = ['-q', '-i', 'lo', '-f', filter, '-w', file, '-a', `duration:${LONGEST_SECONDS}`];
    const child = spawn('dumpcap', args, { stdio: 'ignore' });
    while (!existsSync(file) && child.exitCode === null) await sleep(20);
    return new Capture({ child, folder, file, perch });
  }

  private constructor(parts: {
    child: ChildProcess;
    folder: ReturnType<typeof tempFolder>;
    file: string;
    perch: PerchProcess;
  }) {
    this.#child = parts.child;
    this.#folder = parts.folder;
    this.#file = parts.file;
    this.#perch = parts.perch;
  }

  /** Ends the capture, and looks at it. */
  async dissect(): Promise<Dissected> {
    await this.#stop('SIGINT');
    const count = (protocol: string): number => this.#read(protocol, ['frame.number']).length;
    const wrong = this.#read(`(sip or sdp or rtp) and (_ws.malformed or _ws.expert.severity >= ${ERROR})`, [
      ...['_ws.col.Protocol', '_ws.col.Info', '_ws.expert.message'],
    ]);
    return { sip: count('sip'), rtp: count('rtp'), wrong };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop('SIGKILL');
    this.#folder[Symbol.dispose]();
  }

  async #stop(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    await ended;
  }

  /** A line of these fields for each packet that Perch sent and the filter lets through. */
  #read(filter: string, fields: readonly string[]): string[] {
    const { sipPort, rtpPorts } = this.#perch;
    const ports = `{${sipPort}, ${rtpPorts.min}..${rtpPorts.max}}`;
    const args = [
      ...['-r', this.#file, '-Y', `(udp.srcport in ${ports} or tcp.srcport == ${sipPort}) and (${filter})`],
      ...['-d', `udp.port==${sipPort},sip`, '-d', `tcp.port==${sipPort},sip`],
      ...['-d', `udp.port==${rtpPorts.min}-${rtpPorts.max},rtp`],
      ...['-T', 'fields', ...fields.flatMap((field) => ['-e', field])],
    ];
    const { status, stdout, stderr } = spawnSync('tshark', args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`tshark: ${stderr}`);
    return stdout.split('\n').filter((line) => line !== '');
  }
}
