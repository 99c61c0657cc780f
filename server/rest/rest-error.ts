import { TRPCError } from '@trpc/server';
import { ZodError } from 'zod';
import { type HotdeskError, type HotdeskErrorCode, isHotdeskError } from '#server/hotdesk/errors.ts';
import { fieldsOf } from '#server/trpc/field-problems.ts';

type Told = {
  code: string;
  message: string;
  fields?: Readonly<Record<string, string>> | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
};

/** An answer that is no success, as the API words it. */
export class RestError extends Error {
  override readonly name = 'RestError';
  readonly status: number;
  readonly told: Told;

  constructor(status: number, told: Told) {
    super(told.message);
    this.status = status;
    this.told = told;
  }
}

const STATUS = {
  invalid: 422,
  not_found: 404,
  duplicate: 409,
  in_use: 409,
  wrong_pin: 403,
  wrong_code: 403,
  desk_occupied: 409,
  not_logged_in: 409,
  locked: 423,
  busy: 429,
  too_large: 413,
  storage_full: 507,
  forbidden: 403,
  unauthorized: 401,
} as const satisfies Record<HotdeskErrorCode, number>;

/** Whatever was thrown while a call was answered. What is not ours to tell becomes a 500 without a reason. */
export function toRestError(error: unknown): RestError {
  if (error instanceof RestError) return error;
  const cause = error instanceof TRPCError ? error.cause : error;
  if (isHotdeskError(cause)) return fromHotdesk(cause);
  if (cause instanceof ZodError) {
    const message = 'A value cannot be as it is; "fields" says which.';
    return new RestError(422, { code: 'invalid', message, fields: fieldsOf(cause) });
  }
  return new RestError(500, { code: 'internal', message: 'Something went wrong on our side.' });
}

function fromHotdesk({ code, message, fields, retryAfterSeconds }: HotdeskError): RestError {
  const headers =
    retryAfterSeconds === undefined ? {} : { 'retry-after': String(Math.ceil(retryAfterSeconds)) };
  return new RestError(STATUS[code], { code, message, fields, headers });
}
