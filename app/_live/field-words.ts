import type { FieldProblem } from '#server/trpc/field-problems.ts';

type Word =
  | 'extension'
  | 'extensionTaken'
  | 'pin'
  | 'mac'
  | 'macTaken'
  | 'email'
  | 'emailTaken'
  | 'vendor'
  | 'required'
  | 'tooShort'
  | 'tooLong'
  | 'taken'
  | 'invalid';

/** Fields whose form has words of its own. */
const byField: Readonly<Record<string, Partial<Record<FieldProblem['code'], Word>>>> = {
  extension: { invalid: 'extension', duplicate: 'extensionTaken' },
  pin: { invalid: 'pin' },
  mac: { invalid: 'mac', duplicate: 'macTaken' },
  email: { invalid: 'email', duplicate: 'emailTaken' },
  vendor: { invalid: 'vendor' },
};

const byCode: Readonly<Record<FieldProblem['code'], Word>> = {
  required: 'required',
  too_short: 'tooShort',
  too_long: 'tooLong',
  duplicate: 'taken',
  invalid: 'invalid',
};

/** The name of the sentence that says what is wrong with a field. */
export const fieldWord = (field: string, { code }: FieldProblem): Word =>
  byField[field]?.[code] ?? byCode[code];
