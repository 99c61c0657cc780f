import { TRPCError } from '@trpc/server';
import type { HotdeskError, HotdeskErrorCode } from '#server/hotdesk/errors.ts';

const CODES = {
  invalid: 'UNPROCESSABLE_CONTENT',
  not_found: 'NOT_FOUND',
  duplicate: 'CONFLICT',
  in_use: 'CONFLICT',
  wrong_pin: 'FORBIDDEN',
  wrong_code: 'FORBIDDEN',
  desk_occupied: 'CONFLICT',
  not_logged_in: 'CONFLICT',
  locked: 'TOO_MANY_REQUESTS',
  busy: 'TOO_MANY_REQUESTS',
  too_large: 'PAYLOAD_TOO_LARGE',
  storage_full: 'SERVICE_UNAVAILABLE',
  forbidden: 'FORBIDDEN',
  unauthorized: 'UNAUTHORIZED',
} as const satisfies Record<HotdeskErrorCode, TRPCError['code']>;

/** A verb's refusal as tRPC says it. */
export function toTrpcError(error: HotdeskError): TRPCError {
  return new TRPCError({ code: CODES[error.code], message: error.message, cause: error });
}
