/** Every way in which a verb may refuse. Callers translate the code; the message is fit for people. */
export type HotdeskErrorCode =
  | 'invalid' // a value that cannot be; `fields` names it
  | 'not_found'
  | 'duplicate' // an extension, MAC or e-mail that is in use; `fields` names it
  | 'in_use' // something else still needs it
  | 'wrong_pin' // also for an unknown extension and for hot desking not enabled
  | 'desk_occupied'
  | 'not_logged_in'
  | 'locked' // too many wrong PINs; `retryAfterSeconds`
  | 'busy' // the bounded queue of PIN checks is full; `retryAfterSeconds`
  | 'forbidden'
  | 'unauthorized';

export class HotdeskError extends Error {
  override readonly name = 'HotdeskError';
  readonly code: HotdeskErrorCode;
  /** Field → what is wrong with it, in words for the person who typed it. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: HotdeskErrorCode,
    message: string,
    more: { fields?: Record<string, string>; retryAfterSeconds?: number } = {},
  ) {
    super(message);
    this.code = code;
    this.fields = more.fields;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** Whether a verb refused. By name: the bundler's copy of this class is another class. */
export function isHotdeskError(error: unknown): error is HotdeskError {
  return error instanceof Error && error.name === 'HotdeskError' && 'code' in error;
}
