/** What is read of one message before it is refused. */
export type MessageLimits = {
  /** Start line, header lines and body together. */
  readonly bytes: number;
  readonly headerLines: number;
};

/** A datagram holds 65,535 bytes; no phone sends a hundredth of the header lines. */
export const defaultLimits: MessageLimits = { bytes: 65_535, headerLines: 256 };
