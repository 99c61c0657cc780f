import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { readFailure } from '../_trpc/failure.ts';

type Options<Values extends FieldValues> = { setError: UseFormSetError<Values>; fallback: string };

/** Puts what the server refused beside the fields that it names, else above the form. */
export function showFailure<Values extends FieldValues>(
  error: unknown,
  { setError, fallback }: Options<Values>,
): void {
  const failure = readFailure(error);
  const fields = Object.entries(failure?.fields ?? {});
  for (const [field, message] of fields) {
    setError(field.replace(/^patch\./, '') as Path<Values>, { message }, { shouldFocus: true });
  }
  if (fields.length === 0) setError('root', { message: failure?.message ?? fallback });
}
