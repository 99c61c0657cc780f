import type { ZodError } from 'zod';
import type { HotdeskError, RefusalReason } from '#server/hotdesk/errors.ts';

/** What is wrong with a field, in a code and a number: pages say it in the language of who reads it. */
export type FieldProblem = {
  code: 'required' | 'too_short' | 'too_long' | 'duplicate' | 'invalid' | RefusalReason['code'];
  limit?: number;
  /** The number that is meant. */
  about?: string;
};

type Issue = ZodError['issues'][number];

/** Field → the first thing that is wrong with it. */
export const fieldsOf = (error: ZodError): Record<string, string> =>
  firstOfEach(error, ({ message }) => message);

export const problemsOf = (error: ZodError): Record<string, FieldProblem> => firstOfEach(error, problemOf);

/** A verb refuses the fields that it names for reasons that it gives, else all for one. */
export function problemsOfVerb({
  code,
  fields = {},
  reasons = {},
}: HotdeskError): Record<string, FieldProblem> {
  const problem: FieldProblem = { code: code === 'duplicate' ? 'duplicate' : 'invalid' };
  return Object.fromEntries(Object.keys(fields).map((field) => [field, reasons[field] ?? problem]));
}

function firstOfEach<T>(error: ZodError, read: (issue: Issue) => T): Record<string, T> {
  const found: Record<string, T> = {};
  for (const issue of error.issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [];
    const path = issue.path.filter((part) => part !== 'patch').join('.') || 'body';
    for (const name of names.length > 0 ? names : [path]) found[name] ??= read(issue);
  }
  return found;
}

function problemOf(issue: Issue): FieldProblem {
  switch (issue.code) {
    case 'too_small':
      return issue.minimum === 1 ? { code: 'required' } : { code: 'too_short', limit: Number(issue.minimum) };
    case 'too_big':
      return { code: 'too_long', limit: Number(issue.maximum) };
    default:
      return { code: 'invalid' };
  }
}
