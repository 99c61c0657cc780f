import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { PromptId, PromptLanguage } from './prompts/catalogue.ts';
import type { FromMedia, MediaStats, MediaThreadData, StreamSettings, ToMedia } from './protocol.ts';

export type Media = {
  /** A port for a call. @throws Error when none is free */
  open(args: { callId: string; isIpv6?: boolean }): Promise<MediaHandle>;
  stats(): Promise<MediaStats>;
  close(): Promise<void>;
};

/** A call's media, as the main thread holds it. */
export type MediaHandle = {
  readonly localPort: number;
  start(settings: StreamSettings): void;
  /** Says prompts in the place of what is being said. */
  play(prompts: readonly PromptId[], language: PromptLanguage): Promise<'finished' | 'stopped'>;
  stop(): void;
  /** Presses keys as RFC 4733 events; resolves when the last one was let go. */
  press(keys: string): Promise<void>;
  onDigit(listener: (digit: string) => void): void;
  /** The peer has sent nothing for `silenceMsMax`, and did not hold the call. */
  onSilent(listener: () => void): void;
  record(): void;
  /** What was heard since `record`, as 8 kHz samples. */
  takeRecording(): Promise<Int16Array>;
  close(): Promise<void>;
};

export type MediaOptions = {
  portMin: number;
  portMax: number;
  bindAddress: string;
  /** After so long without a packet nobody is there any more; 30 s by default. */
  silenceMsMax?: number;
};

const SILENCE_MS_MAX = 30_000;

const PROMPTS = fileURLToPath(new URL('./prompts', import.meta.url));

/** Starts the thread that has the media sockets and the 20 ms ticker: it never waits for the main loop. */
export async function startMedia({
  silenceMsMax = SILENCE_MS_MAX,
  ...options
}: MediaOptions): Promise<Media> {
  const data: MediaThreadData = { ...options, silenceMsMax, promptFolder: PROMPTS };
  const worker = new Worker(new URL('./media-thread.ts', import.meta.url), { workerData: data });
  const thread = new MediaThread(worker);
  await thread.ready();
  return {
    open: ({ isIpv6 }) => thread.open(isIpv6 ?? false),
    stats: () => thread.stats(),
    close: () => thread.end(),
  };
}

class MediaThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<string, { resolve(message: FromMedia): void; reject(error: Error): void }>();
  readonly #digits = new Map<number, (digit: string) => void>();
  readonly #silences = new Map<number, () => void>();
  #serial = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message: FromMedia) => this.#received(message));
  }

  ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#waiting.set('ready', { resolve: () => resolve(), reject });
    });
  }

  async open(isIpv6: boolean): Promise<MediaHandle> {
    const call = this.#next();
    const opened = await this.#ask({ do: 'open', call, isIpv6 }, `opened ${call}`);
    if (opened.is !== 'opened') throw new Error('the media thread answered something else');
    return this.#handle(call, opened.port);
  }

  async stats(): Promise<MediaStats> {
    const request = this.#next();
    const answer = await this.#ask({ do: 'count', request }, `counted ${request}`);
    return answer.is === 'counted' ? answer.stats : { calls: 0, packetsSent: 0, packetsReceived: 0 };
  }

  async end(): Promise<void> {
    await this.#ask({ do: 'end' }, 'ended');
    await this.#worker.terminate();
  }

  #handle(call: number, localPort: number): MediaHandle {
    let stopPlaying: () => void = () => {};
    const post = (message: ToMedia): void => this.#worker.postMessage(message);
    return {
      localPort,
      start: (settings) => post({ do: 'start', call, settings }),
      play: (prompts, language) => {
        stopPlaying();
        const playing = this.#next();
        return new Promise((resolve) => {
          stopPlaying = () => resolve('stopped');
          const message = { do: 'play', call, playing, prompts, language } as const;
          void this.#ask(message, `played ${playing}`).then(() => resolve('finished'));
        });
      },
      stop: () => {
        stopPlaying();
        post({ do: 'stop', call });
      },
      press: async (keys) => {
        const pressing = this.#next();
        await this.#ask({ do: 'press', call, pressing, keys }, `pressed ${pressing}`);
      },
      onDigit: (listener) => this.#digits.set(call, listener),
      onSilent: (listener) => this.#silences.set(call, listener),
      record: () => post({ do: 'record', call }),
      takeRecording: async () => {
        const answer = await this.#ask({ do: 'take-recording', call }, `recording ${call}`);
        return answer.is === 'recording' ? answer.samples : new Int16Array(0);
      },
      close: async () => {
        stopPlaying();
        this.#digits.delete(call);
        this.#silences.delete(call);
        await this.#ask({ do: 'close', call }, `closed ${call}`);
      },
    };
  }

  #next(): number {
    this.#serial += 1;
    return this.#serial;
  }

  #ask(message: ToMedia, answer: string): Promise<FromMedia> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(answer, { resolve, reject });
      this.#worker.postMessage(message);
    });
  }

  #received(message: FromMedia): void {
    if (message.is === 'digit') return this.#digits.get(message.call)?.(message.digit);
    if (message.is === 'silent') return this.#silences.get(message.call)?.();
    if (message.is === 'refused')
      return this.#take(`opened ${message.call}`)?.reject(new Error(message.reason));
    this.#take(answerName(message))?.resolve(message);
  }

  #take(answer: string) {
    const waiting = this.#waiting.get(answer);
    this.#waiting.delete(answer);
    return waiting;
  }
}

function answerName(message: Exclude<FromMedia, { is: 'digit' | 'silent' | 'refused' }>): string {
  switch (message.is) {
    case 'ready':
    case 'ended':
      return message.is;
    case 'opened':
    case 'closed':
    case 'recording':
      return `${message.is} ${message.call}`;
    case 'played':
      return `played ${message.playing}`;
    case 'pressed':
      return `pressed ${message.pressing}`;
    case 'counted':
      return `counted ${message.request}`;
  }
}
