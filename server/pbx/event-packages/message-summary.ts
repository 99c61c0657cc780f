/** What waits for a user; the counts of RFC 3842 5.2. */
export type WaitingMessages = {
  readonly unheard: number;
  readonly heard: number;
  /** Of each, how many are urgent. */
  readonly urgentUnheard: number;
  readonly urgentHeard: number;
};

export type MessageSummary = {
  /** Whose messages they are: `sip:101@perch.example`. */
  readonly account: string;
  /** Undefined for who has no mailbox. */
  readonly messages: WaitingMessages | undefined;
};

/** RFC 3842 5.2. */
export function messageSummary({ account, messages }: MessageSummary): string {
  const lines = [
    `Messages-Waiting: ${messages !== undefined && messages.unheard > 0 ? 'yes' : 'no'}`,
    `Message-Account: ${account}`,
  ];
  if (messages !== undefined) {
    const { unheard, heard, urgentUnheard, urgentHeard } = messages;
    lines.push(`Voice-Message: ${unheard}/${heard} (${urgentUnheard}/${urgentHeard})`);
  }
  return `${lines.join('\r\n')}\r\n`;
}
