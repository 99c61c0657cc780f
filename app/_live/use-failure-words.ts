'use client';

import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { readFailure } from '../_trpc/failure.ts';
import { fieldWord } from './field-words.ts';

const codes = [
  ...['invalid', 'not_found', 'duplicate', 'locked', 'busy', 'not_logged_in', 'desk_occupied'],
  ...['in_use', 'wrong_code', 'forbidden', 'unauthorized', 'unreachable'],
] as const;

/** Why something was refused, in the language of the page. */
export function useFailureWords(): (error: unknown) => string {
  const words = useTranslations('failure');
  return (error) => {
    const code = readFailure(error)?.code;
    return words(codes.find((known) => known === code) ?? 'other');
  };
}

/** Where the page shows a field of the server, and which of several entries typed there is meant. */
export type Place = (field: string) => { field: string; entry?: string | undefined };

/** A group of controls has no `aria-invalid` of its own. */
const REFUSED = '[aria-invalid="true"], [data-invalid="true"]';

const asNamed: Place = (field) => ({ field });

/** Puts what the server refused beside the fields that it names, else above the form. */
export function useShowFailure<Values extends FieldValues>(
  setError: UseFormSetError<Values>,
): (error: unknown, place?: Place) => void {
  const fieldWords = useTranslations('fieldProblem');
  const failureWords = useFailureWords();
  const [refusals, setRefusals] = useState(0);
  useEffect(() => {
    // The first as it stands on the page, which need not be the first that the server names.
    if (refusals > 0) document.querySelector<HTMLElement>(`form :is(${REFUSED})`)?.focus();
  }, [refusals]);
  return (error, place = asNamed) => {
    const problems = Object.entries(readFailure(error)?.problems ?? {});
    for (const [name, problem] of problems) {
      const { limit = 0, about = '' } = problem;
      const said = fieldWords(fieldWord(name, problem), { limit, about });
      const { field, entry } = place(name);
      const message = entry === undefined ? said : fieldWords('entry', { entry, problem: said });
      setError(field as Path<Values>, { message });
    }
    if (problems.length === 0) setError('root', { message: failureWords(error) });
    setRefusals((count) => count + 1);
  };
}

/** For what is typed one a line: `sources.2` is the third of them, and is shown where all stand. */
export const placeInLines =
  (typed: Readonly<Record<string, readonly string[]>>): Place =>
  (field) => {
    const [, list = '', index = ''] = /^(.*)\.(\d+)$/.exec(field) ?? [];
    const entries = typed[list];
    return entries === undefined ? { field } : { field: list, entry: entries[Number(index)] };
  };
