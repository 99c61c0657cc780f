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
  /** Over plain HTTP it was told whom to trust and where to go; its make cannot be told so. */
  | 'bootstrapped'
  | 'not-over-plain'
  /** It holds the token, but has not proved its credentials: none came, or wrong ones. */
  | 'challenged'
  | 'wrong-credentials'
  /** Its make is to show a certificate, and it has shown none. */
  | 'no-certificate'
  /** It names the MAC of another phone. */
  | 'other-mac'
  /** It has shown the certificate of another phone. */
  | 'other-certificate'
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

/** What could be laid to no desk. */
export type StrayRequest = {
  /**
   * `wrong-token`: a configuration address that opens nothing; `no-token`: a file for phones, asked for without one.
   * `mac-scan`: a source that goes through MACs, `sip-ban`: one that guesses SIP secrets; both are held up for a while.
   */
  what: 'wrong-token' | 'no-token' | 'mac-scan' | 'sip-ban';
  source: string;
  /** The MAC that it named, unproved. */
  mac: string | undefined;
  atMs: number;
  /** Until when it is held up. */
  untilMs?: number;
  /** Its source goes through MACs: it counts only if the MAC is one that is known here, for its phone may need help. */
  isOfScan?: boolean;
};
