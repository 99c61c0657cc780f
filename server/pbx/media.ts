import type { MediaHandle } from '#server/media/media-client.ts';

/** What the calls of this house need of media. */
export type CallMedia = Pick<
  MediaHandle,
  'localPort' | 'start' | 'play' | 'stop' | 'onDigit' | 'onSilent' | 'close'
>;

export type MediaPort = { open(args: { callId: string; isIpv6: boolean }): Promise<CallMedia> };
