import { ZodError } from 'zod';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import type { LineRefusal } from '#server/hotdesk/import/check-import.ts';
import { type FieldProblem, fieldsOf, problemsOf, problemsOfVerb } from './field-problems.ts';

/** What is wrong with a cell of a table: in words, and in a code for pages in other languages. */
export type LineProblem = {
  line: number;
  field: string;
  /** What stands there; null = nothing. */
  value: string | null;
  message: string;
  problem: FieldProblem;
};

const lineProblemsOf = (refusals: readonly LineRefusal[]): LineProblem[] =>
  refusals.flatMap(({ line, values, error }) => {
    const isOfForm = error instanceof ZodError;
    const messages = isOfForm ? fieldsOf(error) : (error.fields ?? {});
    const problems = isOfForm ? problemsOf(error) : problemsOfVerb(error);
    return Object.entries(messages).map(([field, message]) => ({
      ...{ line, field, message },
      value: Object.entries(values).find(([name]) => name === field)?.[1] ?? null,
      problem: problems[field] ?? ({ code: 'invalid' } as const),
    }));
  });

/** So many are told: who has more mends those first. */
const TOLD_MAX = 100;

export const firstProblems = (refusals: readonly LineRefusal[]): LineProblem[] =>
  lineProblemsOf(refusals).slice(0, TOLD_MAX);

export function wrongLines(refusals: readonly LineRefusal[]): HotdeskError {
  const count = refusals.length;
  const message =
    count === 1
      ? '1 line cannot be as it is; "fields" says why. Nothing has been changed.'
      : `${count} lines cannot be as they are; "fields" says why of the first. Nothing has been changed.`;
  const told = firstProblems(refusals).map(({ line, field, message: why }) => [
    `lines.${line}.${field}`,
    why,
  ]);
  return new HotdeskError('invalid', message, { fields: Object.fromEntries(told) });
}
