import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { HotdeskError } from '#server/hotdesk/errors.ts';
import { setDeskKeysInput } from '#server/hotdesk/key-schemas.ts';
import { createGatewayInput, dialPlanInput, emergencySettingsInput } from '#server/hotdesk/number-schemas.ts';
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
      const words: string = en.fieldProblem[fieldWord(field, problem)];
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

  it('keys', () => {
    const key = { does: 'blf', number: '102', label: 'Ben' };
    const wrong = [
      { ...key, number: 'ben' },
      { ...key, label: '', number: '' },
    ];
    expect(said(setDeskKeysInput, { id: 'desk', keys: wrong })).toEqual({
      'keys.0.number': 'Digits, * and #, or a + before digits.',
      'keys.1.number': 'This must not be empty.',
      'keys.1.label': 'This must not be empty.',
    });
    expect(said(setDeskKeysInput, { id: 'desk', keys: Array(61).fill(key) })).toEqual({
      keys: 'At most 60 keys.',
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

  it('a gateway', () => {
    const wrong = {
      name: 'Trunk',
      host: 'two words',
      port: 0,
      sources: ['192.0.2.1', '?'],
      callerNumber: 'me',
    };
    expect(said(createGatewayInput, wrong)).toEqual({
      host: 'This is neither a host name nor an IP address.',
      port: 'A port is a number from 1 to 65535.',
      callerNumber: 'A phone number has digits, and perhaps a + before them.',
      'sources.1': 'This is no IP address, network or host name.',
    });
  });

  it('a dial plan', () => {
    const route = { prefix: 'x', lengthMin: 31, lengthMax: 0, strip: -1, gatewayIds: [] };
    const wrong = {
      ...{ logInCode: '*', logOutCode: '*71', outboundRoutes: [route] },
      inboundNumbers: [{ number: 'x', extension: '1' }],
      loggedOutCalls: { allow: 'listed', numbers: ['0', '030'] },
    };
    expect(said(dialPlanInput, wrong)).toEqual({
      logInCode: 'A code is up to four digits, usually after a *, for example *70.',
      'outboundRoutes.0.prefix': 'Digits, and perhaps a + before them, at most 15.',
      'outboundRoutes.0.lengthMin': 'A number from 1 to 30.',
      'outboundRoutes.0.lengthMax': 'A number from 1 to 30.',
      'outboundRoutes.0.strip': 'A number from 0 to 30.',
      'outboundRoutes.0.gatewayIds': 'A route needs a gateway.',
      'inboundNumbers.0.number': 'A phone number has digits, and perhaps a + before them.',
      'inboundNumbers.0.extension': 'An extension has 2 to 10 digits.',
      'loggedOutCalls.numbers.0': 'Digits, as they are dialled.',
    });
  });

  it('emergencies', () => {
    const address = { country: 'Germany', city: '', street: 'Am Kai' };
    const wrong = {
      ...{
        numbers: ['1'],
        testNumber: 'x',
        route: { gatewayIds: [], callerNumber: 'x' },
        alertEmails: ['x'],
      },
      sites: { 'St. Pauli': { callerNumber: null, address } },
    };
    expect(said(emergencySettingsInput, wrong)).toEqual({
      'numbers.0': 'An emergency number has 2 to 8 digits.',
      testNumber: 'An emergency number has 2 to 8 digits.',
      'route.callerNumber': 'A phone number has digits, and perhaps a + before them.',
      'alertEmails.0': 'This is no e-mail address.',
      'sites.St. Pauli.address.country': 'Two letters, for example DE or US.',
      'sites.St. Pauli.address.city': 'This must not be empty.',
    });
  });

  it('a number that is in the way of another, in words for each reason', () => {
    const reason = { code: 'hides_extension', about: '112' } as const;
    const clash = new HotdeskError('invalid', 'no', {
      fields: { numbers: 'no' },
      reasons: { numbers: reason },
    });
    expect(problemsOfVerb(clash)).toEqual({ numbers: reason });
    expect(en.fieldProblem[fieldWord('numbers', reason)]).toContain('Extension {about} is somebody’s');
  });
});
