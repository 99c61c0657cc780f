import { type KeyedDigits, keyIn, noDigits } from './keyed-digits.ts';

/**
 * What is said and asked on a `*70` call: sans I/O, so that every path of it can be tried in a test.
 *
 *      *70 alone        *70EXT
 *          │               │
 *    ┌─────▼─────┐   ┌─────▼─────┐
 *    │ extension ├──►│    pin    │◄──────────┐ wrong, fewer than three
 *    └─────┬─────┘   └──┬─────┬──┘           │
 *          │   silence  │     │ complete     │
 *          │            │  ┌──▼────────┐     │
 *          │            │  │ verifying ├─────┘
 *          │            │  └─┬─────┬───┴───────────────┐ locked, third wrong, trouble
 *          │            │    │     │ occupied          │
 *          │            │    │  ┌──▼────────┐          │
 *          │            │    │  │ occupied  │ no 1     │
 *          │            │    │  └──┬─────┬──┘          │
 *          │            │  ┌─▼─────▼─┐   │             │
 *          │            │  │switching│   │             │
 *          │            │  └────┬────┘   │             │
 *          └────────────┴──►┌───▼────────▼─────────────▼┐
 *                           │          farewell         │──► hang up when it has been said
 *                           └───────────────────────────┘
 *
 * Hanging up after the last digit still logs in (verifying and switching go on), also where no `#` or pause has ended
 * the PIN yet; before it, nothing happens.
 */
export type LogInDialogue =
  | { readonly at: 'extension'; readonly keyed: KeyedDigits; readonly reminded: boolean }
  | {
      readonly at: 'pin';
      readonly extension: string;
      readonly keyed: KeyedDigits;
      readonly wrong: number;
      readonly reminded: boolean;
    }
  | { readonly at: 'verifying'; readonly extension: string; readonly wrong: number; readonly hungUp: boolean }
  | { readonly at: 'occupied'; readonly extension: string; readonly reminded: boolean }
  | { readonly at: 'switching' }
  | { readonly at: 'farewell' }
  | { readonly at: 'over' };

export type LogInInput =
  | { readonly is: 'digit'; readonly digit: string }
  /** The deadline that the last step set has passed. */
  | { readonly is: 'deadline' }
  /** What was being said has been said. */
  | { readonly is: 'said' }
  | {
      readonly is: 'verified';
      readonly outcome: 'right' | 'wrong' | 'locked' | 'trouble';
      readonly deskIsOccupied: boolean;
    }
  | { readonly is: 'switched'; readonly outcome: 'here' | 'here-and-left-another-desk' | 'trouble' }
  | { readonly is: 'hung-up' };

export type LogInPrompt =
  | 'enter-extension'
  | 'enter-pin'
  | 'wrong-pin-try-again'
  | 'wrong-pin-goodbye'
  | 'locked'
  | 'desk-occupied-press-1'
  | 'logged-in'
  | 'logged-in-elsewhere-moved'
  | 'not-possible-now'
  | 'goodbye';

export type LogInOutput =
  | { readonly do: 'say'; readonly prompt: LogInPrompt }
  | { readonly do: 'be-silent' }
  | { readonly do: 'verify'; readonly extension: string; readonly pin: string }
  | { readonly do: 'switch'; readonly takeOver: boolean }
  | { readonly do: 'hang-up' };

export type LogInStep = {
  readonly state: LogInDialogue;
  readonly outputs: readonly LogInOutput[];
  /** When to come back with `deadline` if nothing else happens; undefined = not at all. */
  readonly deadlineMs: number | undefined;
};

export type LogInNow = {
  readonly nowMs: number;
  /** The tenant's greatest PIN length: reaching it ends the PIN without `#`. */
  readonly pinLengthMax: number;
};

/** After the last digit: CONTRACT says a pause of 3 s ends a PIN. */
const INTER_DIGIT_MS = 3_000;
/** From the end of a prompt to the first digit. */
const FIRST_DIGIT_MS = 8_000;
const EXTENSION_LENGTH_MAX = 10;
const PIN_LENGTH_MIN = 4;
const TRIES_A_CALL = 3;

export function startLogIn(extension: string | null): LogInStep {
  if (extension === null)
    return ask({ at: 'extension', keyed: noDigits, reminded: false }, 'enter-extension');
  return askPin({ extension, wrong: 0 }, 'enter-pin');
}

export function stepLogIn(state: LogInDialogue, input: LogInInput, now: LogInNow): LogInStep {
  switch (state.at) {
    case 'extension':
      return atExtension(state, input, now);
    case 'pin':
      return atPin(state, input, now);
    case 'verifying':
      return atVerifying(state, input);
    case 'occupied':
      return atOccupied(state, input, now);
    case 'switching':
      return atSwitching(state, input);
    case 'farewell':
      return input.is === 'said'
        ? over([{ do: 'hang-up' }])
        : input.is === 'hung-up'
          ? over([])
          : wait(state);
    case 'over':
      return wait(state);
  }
}

function atExtension(state: At<'extension'>, input: LogInInput, { nowMs }: LogInNow): LogInStep {
  if (input.is === 'digit') {
    const keyed = keyIn(state.keyed, input.digit, EXTENSION_LENGTH_MAX);
    if (keyed.isComplete) return askPin({ extension: keyed.digits, wrong: 0 }, 'enter-pin');
    return listen({ ...state, keyed }, nowMs);
  }
  if (input.is === 'deadline' && state.keyed.digits !== '') {
    return askPin({ extension: state.keyed.digits, wrong: 0 }, 'enter-pin');
  }
  return whileAsking(state, { input, nowMs, prompt: 'enter-extension' });
}

function atPin(state: At<'pin'>, input: LogInInput, { nowMs, pinLengthMax }: LogInNow): LogInStep {
  if (input.is === 'digit') {
    const keyed = keyIn(state.keyed, input.digit, pinLengthMax);
    return keyed.isComplete ? verify({ ...state, keyed }) : listen({ ...state, keyed }, nowMs);
  }
  if (input.is === 'deadline' && state.keyed.digits !== '') return verify(state);
  // What is too short for a PIN is no attempt; what is not must count as one, or it could be guessed for nothing.
  if (input.is === 'hung-up' && state.keyed.digits.length >= PIN_LENGTH_MIN) return verify(state, true);
  return whileAsking(state, { input, nowMs, prompt: 'enter-pin' });
}

function atVerifying(state: At<'verifying'>, input: LogInInput): LogInStep {
  if (input.is === 'hung-up') return wait({ ...state, hungUp: true });
  if (input.is !== 'verified') return wait(state);
  if (input.outcome === 'right') return afterRightPin(state, input.deskIsOccupied);
  if (state.hungUp) return over([]);
  if (input.outcome === 'locked') return farewell('locked');
  if (input.outcome === 'trouble') return farewell('not-possible-now');
  const wrong = state.wrong + 1;
  if (wrong >= TRIES_A_CALL) return farewell('wrong-pin-goodbye');
  return askPin({ extension: state.extension, wrong }, 'wrong-pin-try-again');
}

function afterRightPin(state: At<'verifying'>, deskIsOccupied: boolean): LogInStep {
  if (!deskIsOccupied) return doSwitch(false);
  if (state.hungUp) return over([]);
  return ask({ at: 'occupied', extension: state.extension, reminded: false }, 'desk-occupied-press-1');
}

function atOccupied(state: At<'occupied'>, input: LogInInput, { nowMs }: LogInNow): LogInStep {
  if (input.is === 'digit') return input.digit === '1' ? doSwitch(true) : farewell('goodbye');
  return whileAsking(state, { input, nowMs, prompt: 'desk-occupied-press-1' });
}

function atSwitching(state: At<'switching'>, input: LogInInput): LogInStep {
  if (input.is === 'hung-up') return over([]);
  if (input.is !== 'switched') return wait(state);
  if (input.outcome === 'trouble') return farewell('not-possible-now');
  return farewell(input.outcome === 'here' ? 'logged-in' : 'logged-in-elsewhere-moved');
}

/** What is alike wherever a person is being asked: the prompt ends, silence reminds once and then says goodbye. */
function whileAsking(
  state: At<'extension'> | At<'pin'> | At<'occupied'>,
  now: { input: LogInInput; nowMs: number; prompt: LogInPrompt },
): LogInStep {
  switch (now.input.is) {
    case 'hung-up':
      return over([]);
    case 'said':
      return { state, outputs: [], deadlineMs: now.nowMs + FIRST_DIGIT_MS };
    case 'deadline':
      return state.reminded ? farewell('goodbye') : ask({ ...state, reminded: true }, now.prompt);
    default:
      return wait(state);
  }
}

type At<Place extends LogInDialogue['at']> = Extract<LogInDialogue, { at: Place }>;

const wait = (state: LogInDialogue): LogInStep => ({ state, outputs: [], deadlineMs: undefined });

const ask = (state: LogInDialogue, prompt: LogInPrompt): LogInStep => ({
  state,
  outputs: [{ do: 'say', prompt }],
  deadlineMs: undefined,
});

const askPin = (who: { extension: string; wrong: number }, prompt: LogInPrompt): LogInStep =>
  ask({ at: 'pin', ...who, keyed: noDigits, reminded: false }, prompt);

const listen = (state: LogInDialogue, nowMs: number): LogInStep => ({
  state,
  outputs: [{ do: 'be-silent' }],
  deadlineMs: nowMs + INTER_DIGIT_MS,
});

const verify = (state: At<'pin'>, hungUp = false): LogInStep => ({
  state: { at: 'verifying', extension: state.extension, wrong: state.wrong, hungUp },
  outputs: [{ do: 'be-silent' }, { do: 'verify', extension: state.extension, pin: state.keyed.digits }],
  deadlineMs: undefined,
});

const doSwitch = (takeOver: boolean): LogInStep => ({
  state: { at: 'switching' },
  outputs: [{ do: 'be-silent' }, { do: 'switch', takeOver }],
  deadlineMs: undefined,
});

const farewell = (prompt: LogInPrompt): LogInStep => ask({ at: 'farewell' }, prompt);

const over = (outputs: readonly LogInOutput[]): LogInStep => ({
  state: { at: 'over' },
  outputs,
  deadlineMs: undefined,
});
