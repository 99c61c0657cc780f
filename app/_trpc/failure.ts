import { TRPCClientError } from '@trpc/client';
import type { FieldProblem } from '#server/trpc/field-problems.ts';

/** What a procedure refused with, in codes: the words are the page's. */
export type Failure = {
  code: string;
  problems: Readonly<Record<string, FieldProblem>>;
  retryAfterSeconds: number | undefined;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Undefined where the server had a fault of its own. */
export function readFailure(error: unknown): Failure | undefined {
  if (!(error instanceof TRPCClientError)) return undefined;
  const data: unknown = error.data;
  // Without an answer there is no data: the server could not be asked.
  if (!isObject(data)) return { code: 'unreachable', problems: {}, retryAfterSeconds: undefined };
  const perch = data['perch'];
  if (!isObject(perch) || typeof perch['code'] !== 'string') return readRefusal(data['code']);
  const seconds = perch['retryAfterSeconds'];
  return {
    code: perch['code'],
    problems: isObject(perch['problems']) ? (perch['problems'] as Failure['problems']) : {},
    retryAfterSeconds: typeof seconds === 'number' ? seconds : undefined,
  };
}

/** What the procedures refuse before any verb is asked. */
function readRefusal(code: unknown): Failure | undefined {
  if (code !== 'UNAUTHORIZED' && code !== 'FORBIDDEN') return undefined;
  return { code: code.toLowerCase(), problems: {}, retryAfterSeconds: undefined };
}
