/** What became of a phone's request. */
export type RequestOutcome =
  /** It has the file, or was told that it has it already (304). */
  | 'sent'
  | 'unchanged'
  /** A part of it, or HEAD. */
  | 'partly-sent'
  /** The connection broke before it had the whole answer. */
  | 'broken-off'
  /** No such file for this phone: what is left out of its maker's sequence. */
  | 'not-here'
  /** It holds the token, but has not proved its credentials: none came, or wrong ones. */
  | 'challenged'
  | 'wrong-credentials'
  /** It names the MAC of another phone. */
  | 'other-mac'
  /** What it wanted to store was taken and thrown away. */
  | 'upload-taken'
  | 'upload-refused';

/** One request of a phone whose desk is known by its token. */
export type SeenRequest = {
  deskId: string;
  mac: string;
  /** The MAC that it named, where it is another one. */
  otherMac: string | undefined;
  method: string;
  /** The file's name, as asked for. */
  name: string;
  status: number;
  outcome: RequestOutcome;
  /** The configuration version that was served; undefined for a common file and for no file. */
  version: number | undefined;
  bytes: number;
  /** From the request to the end of the answer. */
  durationMs: number;
  source: string;
  userAgent: string | undefined;
  atMs: number;
};

/** What could be laid to no desk: a configuration address that opens nothing, or a source that guesses SIP secrets. */
export type StrayRequest = {
  what: 'wrong-token' | 'sip-ban';
  source: string;
  /** The MAC that it named, unproved. */
  mac: string | undefined;
  atMs: number;
  /** Of a ban. */
  untilMs?: number;
};
