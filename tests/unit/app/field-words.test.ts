import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import { createDeskInput, createUserInput, setUpInput, updateUserInput } from '#server/hotdesk/schemas.ts';
import { problemsOf, problemsOfVerb } from '#server/trpc/field-problems.ts';
import { fieldWord } from '../../../app/_live/field-words.ts';
import en from '../../../i18n/messages/en.json';

/** Field → the sentence that a page shows beside it. */
function said(schema: z.ZodType, input: unknown): Record<string, string> {
  const { error } = schema.safeParse(input);
  if (!(error instanceof z.ZodError)) return {};
  return Object.fromEntries(
    Object.entries(problemsOf(error)).map(([field, problem]) => {
      const words = en.fieldProblem[fieldWord(field, problem)];
      return [field, words.replace('{limit}', String(problem.limit))];
    }),
  );
}

describe('what a form says of a field that was refused', () => {
  it('a user', () => {
    expect(said(createUserInput, { extension: 'x', name: ' ', pin: '1', email: 'foo' })).toEqual({
      extension: 'An extension has 2 to 10 digits.',
      name: 'This must not be empty.',
      pin: 'A PIN has 4 to 12 digits.',
      email: 'This is no e-mail address.',
    });
    expect(said(updateUserInput, { extension: '101', patch: { name: 'x'.repeat(101) } })).toEqual({
      name: 'At most 100 characters.',
    });
  });

  it('a desk', () => {
    const desk = { extension: '8001', vendor: 'yealink', provisioning: 'pnp', network: 'lan' };
    expect(said(createDeskInput, { ...desk, displayName: 'a\u0007b', mac: '00:15' })).toEqual({
      displayName: 'This cannot be used here.',
      mac: 'A MAC address has 12 hex digits, for example 00:15:65:AA:BB:CC.',
    });
  });

  it('the first owner', () => {
    const owner = { token: 't', organisation: 'Office', name: 'Mara', email: 'mara@example.org' };
    expect(said(setUpInput, { ...owner, password: 'short' })).toEqual({
      password: 'At least 10 characters.',
    });
  });

  it('what a verb refuses', () => {
    const taken = new HotdeskError('duplicate', 'in use', { fields: { extension: 'in use', mac: 'in use' } });
    const problems = problemsOfVerb(taken);
    expect(Object.entries(problems).map(([field, problem]) => fieldWord(field, problem))).toEqual([
      'extensionTaken',
      'macTaken',
    ]);
    const unknown = new HotdeskError('invalid', 'no', { fields: { vendor: 'no' } });
    expect(problemsOfVerb(unknown)).toEqual({ vendor: { code: 'invalid' } });
  });
});
