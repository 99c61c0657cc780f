import type { CodecName } from './codec.ts';
import type { PromptId, PromptLanguage } from './prompts/catalogue.ts';
import type { SrtpSuite } from './srtp.ts';

/** Where a call's media goes and how it is coded. */
export type StreamSettings = {
  remote: { address: string; port: number };
  codec: { name: CodecName; payloadType: number };
  telephoneEventPayloadType?: number;
  ptimeMs: number;
  direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  /** Keys are key and salt, 30 bytes as base64; absent = plain RTP. */
  srtp?: { suite: SrtpSuite; ownKey: string; peerKey: string };
};

/** From the main thread to the media thread. */
export type ToMedia =
  | { do: 'open'; call: number; isIpv6: boolean }
  | { do: 'start'; call: number; settings: StreamSettings }
  | {
      do: 'play';
      call: number;
      playing: number;
      prompts: readonly PromptId[];
      language: PromptLanguage;
    }
  | { do: 'stop'; call: number }
  | { do: 'press'; call: number; pressing: number; keys: string }
  | { do: 'record'; call: number }
  | { do: 'take-recording'; call: number }
  | { do: 'close'; call: number }
  | { do: 'count'; request: number }
  | { do: 'end' };

/** From the media thread. */
export type FromMedia =
  | { is: 'ready' }
  | { is: 'opened'; call: number; port: number }
  | { is: 'refused'; call: number; reason: string }
  | { is: 'played'; call: number; playing: number }
  | { is: 'pressed'; call: number; pressing: number }
  | { is: 'digit'; call: number; digit: string }
  /** Nothing has come for so long that nobody is there any more. */
  | { is: 'silent'; call: number }
  | { is: 'recording'; call: number; samples: Int16Array }
  | { is: 'closed'; call: number }
  | { is: 'counted'; request: number; stats: MediaStats }
  | { is: 'ended' };

export type MediaStats = { calls: number; packetsSent: number; packetsReceived: number };

export type MediaThreadData = {
  portMin: number;
  portMax: number;
  bindAddress: string;
  promptFolder: string;
  silenceMsMax: number;
};
