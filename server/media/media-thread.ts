import { parentPort, workerData } from 'node:worker_threads';
import { MediaCall } from './media-call.ts';
import { PortPool } from './port-pool.ts';
import { PromptLibrary } from './prompt-library.ts';
import type { FromMedia, MediaStats, MediaThreadData, ToMedia } from './protocol.ts';

const TICK_MS = 20;
/** Calls take turns within a tick, so that their packets do not all wait for each other. */
const TURNS = 5;
/** After a pause of the machine so many packets at the most are made up for. */
const CATCH_UP_MAX = 5;
/** Ports that are taken by others are passed over. */
const OPEN_TRIES = 20;

const data = workerData as MediaThreadData;
const calls = new Map<number, MediaCall>();
const turns = Array.from({ length: TURNS }, () => new Set<MediaCall>());
const ports = new PortPool(data.portMin, data.portMax);
const stats: MediaStats = { calls: 0, packetsSent: 0, packetsReceived: 0 };
const library = new PromptLibrary(data.promptFolder);

const tell = (message: FromMedia): void => parentPort?.postMessage(message);

async function open(call: number, isIpv6: boolean): Promise<void> {
  const address = isIpv6 ? '::' : data.bindAddress;
  for (let attempt = 0; attempt < OPEN_TRIES; attempt += 1) {
    const port = ports.take();
    if (port === undefined) return tell({ is: 'refused', call, reason: 'every media port is in use' });
    try {
      const opened = await MediaCall.open(
        { port, address, silenceMsMax: data.silenceMsMax },
        {
          digit: (digit) => tell({ is: 'digit', call, digit }),
          silent: () => tell({ is: 'silent', call }),
          played: (playing) => tell({ is: 'played', call, playing }),
          pressed: (pressing) => tell({ is: 'pressed', call, pressing }),
          counted: (what) => {
            stats[what === 'sent' ? 'packetsSent' : 'packetsReceived'] += 1;
          },
        },
      );
      calls.set(call, opened);
      emptiestTurn()?.add(opened);
      return tell({ is: 'opened', call, port });
    } catch {
      ports.giveBack(port);
    }
  }
  tell({ is: 'refused', call, reason: 'no media port could be opened' });
}

async function close(call: number): Promise<void> {
  const open = calls.get(call);
  calls.delete(call);
  if (open !== undefined) {
    for (const one of turns) one.delete(open);
    await open.close();
    ports.giveBack(open.port);
  }
  tell({ is: 'closed', call });
}

const emptiestTurn = () => turns.toSorted((one, other) => one.size - other.size)[0];

function handle(message: ToMedia): void {
  switch (message.do) {
    case 'open':
      return void open(message.call, message.isIpv6);
    case 'start':
      return calls.get(message.call)?.start(message.settings);
    case 'play':
      return calls.get(message.call)?.play({
        serial: message.playing,
        soundIn: (codec) => library.sound(message.language, message.prompts, codec),
      });
    case 'stop':
      return calls.get(message.call)?.stop();
    case 'press':
      return calls.get(message.call)?.press(message.pressing, message.keys);
    case 'record':
      return calls.get(message.call)?.record();
    case 'take-recording':
      return tell({
        is: 'recording',
        call: message.call,
        samples: calls.get(message.call)?.takeRecording() ?? new Int16Array(0),
      });
    case 'close':
      return void close(message.call);
    case 'count':
      return tell({ is: 'counted', request: message.request, stats: { ...stats, calls: calls.size } });
    case 'end':
      clearTimeout(ticker);
      void Promise.all([...calls.keys()].map(close)).then(() => tell({ is: 'ended' }));
  }
}

/** One ticker for all calls, by the monotonic clock: what is late is made up for, so that nothing drifts. */
let turn = 0;
let nextMs = performance.now() + TICK_MS;
let ticker = setTimeout(tick, TICK_MS);

function tick(): void {
  const nowMs = performance.now();
  if (nowMs - nextMs > CATCH_UP_MAX * TICK_MS) nextMs = nowMs;
  while (nextMs <= nowMs) {
    for (const call of turns[turn] ?? []) call.tick(TICK_MS);
    turn = (turn + 1) % TURNS;
    nextMs += TICK_MS / TURNS;
  }
  ticker = setTimeout(tick, Math.max(0, nextMs - performance.now()));
}

parentPort?.on('message', handle);
tell({ is: 'ready' });
