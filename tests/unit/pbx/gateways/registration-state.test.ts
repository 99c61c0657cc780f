import { describe, expect, it } from 'vitest';
import {
  type RegistrationInput,
  type RegistrationState,
  stepRegistration,
} from '#server/pbx/gateways/registration-state.ts';

const bound = (expiresSeconds: number): RegistrationInput => ({ is: 'bound', expiresSeconds });
const failed = (status: number): RegistrationInput => ({ is: 'failed', status });

/** Where these inputs lead, and what is done at the last of them. */
function ledTo(...inputs: readonly RegistrationInput[]) {
  let state: RegistrationState = { at: 'off' };
  let outputs: unknown = [];
  for (const input of inputs) ({ state, outputs } = stepRegistration(state, input, 0));
  return { at: state.at, outputs };
}

const start: RegistrationInput = { is: 'start' };
const register = { do: 'register', expiresSeconds: 600 };

describe('keeping registered at a gateway', () => {
  it.each([
    { inputs: [start], at: 'registering', outputs: [register] },
    { inputs: [start, start], at: 'registering', outputs: [] },
    { inputs: [start, bound(600)], at: 'registered', outputs: [{ do: 'wake', inSeconds: 300 }] },
    { inputs: [start, bound(10)], at: 'registered', outputs: [{ do: 'wake', inSeconds: 15 }] },
    { inputs: [start, bound(600), { is: 'due' }], at: 'registering', outputs: [register] },
    { inputs: [start, bound(600), { is: 'moved' }], at: 'registering', outputs: [register] },
    { inputs: [start, failed(403)], at: 'waiting', outputs: [{ do: 'wake', inSeconds: 30 }] },
    { inputs: [start, failed(403), { is: 'moved' }], at: 'waiting', outputs: [] },
    { inputs: [start, failed(403), { is: 'due' }], at: 'registering', outputs: [register] },
    { inputs: [{ is: 'stop' }], at: 'off', outputs: [] },
    { inputs: [start, failed(403), { is: 'stop' }], at: 'off', outputs: [] },
    { inputs: [start, { is: 'stop' }], at: 'off', outputs: [{ do: 'register', expiresSeconds: 0 }] },
    {
      inputs: [start, bound(600), { is: 'stop' }],
      at: 'off',
      outputs: [{ do: 'register', expiresSeconds: 0 }],
    },
    { inputs: [start, { is: 'stop' }, bound(0)], at: 'off', outputs: [] },
  ] as ReadonlyArray<{ inputs: RegistrationInput[]; at: string; outputs: unknown[] }>)(
    'after $inputs is $at',
    ({ inputs, at, outputs }) => expect(ledTo(...inputs)).toEqual({ at, outputs }),
  );

  it('waits twice as long each time, ten minutes at most, and never all at the same moment', () => {
    const waits: unknown[] = [];
    const inputs: RegistrationInput[] = [start];
    for (let time = 0; time < 7; time += 1) {
      inputs.push(failed(503));
      waits.push(ledTo(...inputs).outputs);
      inputs.push({ is: 'due' });
    }
    const expected = [30, 60, 120, 240, 480, 600, 600];
    expect(waits).toEqual(expected.map((inSeconds) => [{ do: 'wake', inSeconds }]));
    const { outputs } = stepRegistration({ at: 'registering', failures: 0, isBound: false }, failed(503), 1);
    expect(outputs).toEqual([{ do: 'wake', inSeconds: 24 }]);
  });
});
