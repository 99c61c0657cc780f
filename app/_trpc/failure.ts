import { TRPCClientError } from '@trpc/client';

/** What a procedure refused with, in the words of the domain. */
export type Failure = {
  code: string;
  message: string;
  fields: Readonly<Record<string, string>>;
  retryAfterSeconds: number | undefined;
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Undefined where the server could not be asked or had a fault of its own. */
export function readFailure(error: unknown): Failure | undefined {
  if (!(error instanceof TRPCClientError) || !isObject(error.data)) return undefined;
  const perch: unknown = error.data['perch'];
  if (!isObject(perch) || typeof perch['code'] !== 'string') return undefined;
  const fields = isObject(perch['fields']) ? (perch['fields'] as Record<string, string>) : {};
  const seconds = perch['retryAfterSeconds'];
  return {
    code: perch['code'],
    message: error.message,
    fields,
    retryAfterSeconds: typeof seconds === 'number' ? seconds : undefined,
  };
}
