import type { FieldProblem } from '#server/trpc/field-problems.ts';

type Code = FieldProblem['code'];

/** What a server says in one word for whatever is wrong with the form of a value. */
const anyForm = <W extends string>(word: W) =>
  ({ required: word, too_short: word, too_long: word, invalid: word }) as const;

/** Fields whose form has words of its own, by the whole path without positions, or by its last name. */
const byField = {
  extension: { invalid: 'extension', duplicate: 'extensionTaken' },
  pin: { invalid: 'pin' },
  mac: { invalid: 'mac', duplicate: 'macTaken' },
  email: { invalid: 'email', duplicate: 'emailTaken' },
  vendor: { invalid: 'vendor' },
  callerNumber: { invalid: 'phoneNumber' },
  number: { invalid: 'phoneNumber' },
  'keys.number': { invalid: 'keyNumber' },
  keys: { too_long: 'keyCount' },
  host: { invalid: 'host' },
  domain: { invalid: 'host' },
  port: anyForm('port'),
  sources: { invalid: 'source' },
  username: { invalid: 'sipName' },
  authName: { invalid: 'sipName' },
  logInCode: { invalid: 'dialCode' },
  logOutCode: { invalid: 'dialCode' },
  prefix: { invalid: 'prefix' },
  prepend: { invalid: 'prefix' },
  lengthMin: anyForm('digitCount'),
  lengthMax: { ...anyForm('digitCount'), invalid: 'lengthMax' },
  strip: anyForm('stripCount'),
  gatewayIds: { required: 'routeGateway' },
  numbers: { invalid: 'emergencyNumber', required: 'emergencyNumber' },
  testNumber: { invalid: 'emergencyNumber' },
  'loggedOutCalls.numbers': { invalid: 'dialledNumber' },
  alertEmails: { invalid: 'email' },
  country: { invalid: 'country' },
  code: anyForm('claimCode'),
} as const satisfies Readonly<Record<string, Partial<Record<Code, string>>>>;

const byCode = {
  required: 'required',
  too_short: 'tooShort',
  too_long: 'tooLong',
  duplicate: 'taken',
  invalid: 'invalid',
  is_emergency_number: 'isEmergencyNumber',
  is_emergency_test_number: 'isEmergencyTestNumber',
  is_log_in_code: 'isLogInCode',
  is_log_out_code: 'isLogOutCode',
  like_dial_code: 'likeDialCode',
  hides_extension: 'hidesExtension',
  route_twice: 'routeTwice',
  nothing_left: 'nothingLeft',
  no_such_gateway: 'noSuchGateway',
  name_to_register: 'nameToRegister',
  taken_phone: 'takenPhone',
  unclaimed_phone: 'unclaimedPhone',
  no_table: 'noTable',
  broken_table: 'brokenTable',
  column_missing: 'columnMissing',
  column_twice: 'columnTwice',
  too_many_lines: 'tooManyLines',
  twice_in_table: 'twiceInTable',
} as const satisfies Readonly<Record<Code, string>>;

type Values<T> = T extends T ? T[keyof T] : never;
export type FieldWord = Values<(typeof byField)[keyof typeof byField]> | Values<typeof byCode>;

/** The name of the sentence that says what is wrong with a field. */
export function fieldWord(field: string, { code }: FieldProblem): FieldWord {
  const names = field.split('.').filter((part) => !/^\d+$/.test(part));
  return wordOf(names.join('.'), code) ?? wordOf(names.at(-1) ?? '', code) ?? byCode[code];
}

function wordOf(name: string, code: Code): FieldWord | undefined {
  if (!Object.hasOwn(byField, name)) return undefined;
  const words: Partial<Record<Code, FieldWord>> = byField[name as keyof typeof byField];
  return words[code];
}
