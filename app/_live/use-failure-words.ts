'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { readFailure } from '../_trpc/failure.ts';
import { fieldWord } from './field-words.ts';

const codes = [
  ...['invalid', 'not_found', 'duplicate', 'locked', 'busy', 'not_logged_in', 'desk_occupied'],
  ...['forbidden', 'unauthorized', 'unreachable'],
] as const;

/** Why something was refused, in the language of the page. */
export function useFailureWords(): (error: unknown) => string {
  const words = useTranslations('failure');
  return (error) => {
    const code = readFailure(error)?.code;
    return words(codes.find((known) => known === code) ?? 'other');
  };
}

/** Puts what the server refused beside the fields that it names, else above the form. */
export function useShowFailure<Values extends FieldValues>(
  setError: UseFormSetError<Values>,
): (error: unknown) => void {
  const fieldWords = useTranslations('fieldProblem');
  const failureWords = useFailureWords();
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    // The first as it stands on the page, which need not be the first that the server names.
    if (refusals > 0) document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
  }, [refusals]);
  return (error) => {
    const problems = Object.entries(readFailure(error)?.problems ?? {});
    for (const [field, problem] of problems) {
      const message = fieldWords(fieldWord(field, problem), { limit: problem.limit ?? 0 });
      setError(field as Path<Values>, { message });
    }
    if (problems.length === 0) setError('root', { message: failureWords(error) });
    setRefusals((count) => count + 1);
  };
}
