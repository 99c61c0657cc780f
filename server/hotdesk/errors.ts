/** Every way in which a verb may refuse. Callers translate the code; the message is fit for people. */
export type HotdeskErrorCode =
  | 'invalid' // a value that cannot be; `fields` names it
  | 'not_found'
  | 'duplicate' // an extension, MAC or e-mail that is in use; `fields` names it
  | 'in_use' // something else still needs it
  | 'wrong_pin' // also for an unknown extension and for hot desking not enabled
  | 'wrong_code' // of a phone that is to be claimed
  | 'desk_occupied'
  | 'not_logged_in'
  | 'locked' // too many wrong PINs; `retryAfterSeconds`
  | 'busy' // the bounded queue of PIN checks is full; `retryAfterSeconds`
  | 'too_large' // more bytes than are taken
  | 'storage_full' // the disk has no room for it
  | 'forbidden'
  | 'unauthorized';

/** Why a number was refused, for pages that say it in another language. */
export type RefusalReason = {
  code:
    | 'is_emergency_number'
    | 'is_emergency_test_number'
    | 'is_log_in_code'
    | 'is_log_out_code'
    | 'like_dial_code'
    | 'hides_extension'
    | 'route_twice'
    | 'nothing_left'
    | 'no_such_gateway'
    | 'name_to_register'
    | 'taken_phone'
    | 'unclaimed_phone'
    | 'no_table'
    | 'broken_table'
    | 'column_missing'
    | 'column_twice'
    | 'too_many_lines'
    | 'twice_in_table';
  /** The number that it is about, or the name. */
  about: string;
};

type More = {
  fields?: Record<string, string>;
  reasons?: Record<string, RefusalReason>;
  retryAfterSeconds?: number;
  place?: number | undefined;
};

export class HotdeskError extends Error {
  override readonly name = 'HotdeskError';
  readonly code: HotdeskErrorCode;
  /** Field → what is wrong with it, in words for the person who typed it. */
  readonly fields: Readonly<Record<string, string>> | undefined;
  /** Field → the same as a code, where there is one. */
  readonly reasons: Readonly<Record<string, RefusalReason>> | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** Where several were given at once: which of them, from 0. */
  readonly place: number | undefined;

  constructor(code: HotdeskErrorCode, message: string, more: More = {}) {
    super(message);
    this.code = code;
    this.fields = more.fields;
    this.reasons = more.reasons;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.place = more.place;
  }
}

/** Whether a verb refused. By name: the bundler's copy of this class is another class. */
export function isHotdeskError(error: unknown): error is HotdeskError {
  return error instanceof Error && error.name === 'HotdeskError' && 'code' in error;
}
