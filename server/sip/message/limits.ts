/** What is read of one message before it is refused. */
export type MessageLimits = {
  /** Start line, header lines and body together. */
  readonly bytes: number;
  readonly headerLines: number;
  /** Of one header line, its continuations included, and of the start line. */
  readonly lineCharacters: number;
};

/** A datagram holds 65,535 bytes; no phone sends a hundredth of the header lines, and a long one has a certificate in it. */
export const defaultLimits: MessageLimits = { bytes: 65_535, headerLines: 256, lineCharacters: 8_192 };
