/** What the calls of this house need of media: the shape of `server/media`'s client. */
export type CallMedia = {
  readonly localPort: number;
  start(args: {
    remote: { address: string; port: number };
    codec: { name: 'PCMU' | 'PCMA'; payloadType: number };
    telephoneEventPayloadType?: number;
    ptimeMs: number;
    direction: 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';
  }): void;
  /** Says prompts one after the other, in the place of what is being said. */
  play(prompts: readonly string[]): Promise<'finished' | 'stopped'>;
  stop(): void;
  onDigit(listener: (digit: string) => void): void;
  close(): Promise<void>;
};

export type MediaPort = { open(args: { callId: string }): Promise<CallMedia> };
