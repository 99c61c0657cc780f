import { describe, expect, it } from 'vitest';
import {
  type LogInInput,
  type LogInOutput,
  type LogInStep,
  startLogIn,
  stepLogIn,
} from '#server/pbx/log-in-dialogue.ts';

/** Runs a call: each input one second after the last. Answers what the server did, in order. */
function call(extension: string | null, inputs: readonly LogInInput[], pinLengthMax = 8) {
  let step: LogInStep = startLogIn(extension);
  const outputs: LogInOutput[] = [...step.outputs];
  let nowMs = 0;
  for (const input of inputs) {
    nowMs += 1_000;
    step = stepLogIn(step.state, input, { nowMs, pinLengthMax });
    outputs.push(...step.outputs);
  }
  const done = outputs.filter((output) => output.do !== 'be-silent');
  return { done, last: step, nowMs };
}

const keys = (text: string): LogInInput[] => [...text].map((digit) => ({ is: 'digit', digit }));
const say = (prompt: string) => ({ do: 'say', prompt });
const right: LogInInput = { is: 'verified', outcome: 'right', deskIsOccupied: false };
const rightButOccupied: LogInInput = { is: 'verified', outcome: 'right', deskIsOccupied: true };
const wrong: LogInInput = { is: 'verified', outcome: 'wrong', deskIsOccupied: false };

describe('the dialogue of a *70 call', () => {
  it('asks for the PIN, switches, confirms and hangs up', () => {
    const { done } = call('101', [
      ...keys('4321#'),
      right,
      { is: 'switched', outcome: 'here' },
      { is: 'said' },
    ]);
    expect(done).toEqual([
      say('enter-pin'),
      { do: 'verify', extension: '101', pin: '4321' },
      { do: 'switch', takeOver: false },
      say('logged-in'),
      { do: 'hang-up' },
    ]);
  });

  it('asks for the extension first when *70 was dialled alone', () => {
    const { done } = call(null, [...keys('101#'), ...keys('4321#')]);
    expect(done).toEqual([
      say('enter-extension'),
      say('enter-pin'),
      { do: 'verify', extension: '101', pin: '4321' },
    ]);
  });

  it('takes the PIN at the greatest length of the tenant without #', () => {
    expect(call('101', keys('123456'), 6).done.at(-1)).toEqual({
      do: 'verify',
      extension: '101',
      pin: '123456',
    });
  });

  it('takes the PIN after a pause of three seconds', () => {
    const { last, nowMs } = call('101', keys('4321'));
    expect(last.deadlineMs).toBe(nowMs + 3_000);
    const next = stepLogIn(last.state, { is: 'deadline' }, { nowMs: nowMs + 3_000, pinLengthMax: 8 });
    expect(next.outputs).toContainEqual({ do: 'verify', extension: '101', pin: '4321' });
  });

  it('begins the PIN anew after *', () => {
    expect(call('101', keys('99*4321#')).done.at(-1)).toEqual({
      do: 'verify',
      extension: '101',
      pin: '4321',
    });
  });

  it('gives three tries a call', () => {
    const aTry = [...keys('1#'), wrong];
    const { done } = call('101', [...aTry, ...aTry, ...aTry, { is: 'said' }]);
    expect(done.filter((output) => output.do !== 'verify')).toEqual([
      say('enter-pin'),
      say('wrong-pin-try-again'),
      say('wrong-pin-try-again'),
      say('wrong-pin-goodbye'),
      { do: 'hang-up' },
    ]);
  });

  it('says that it is locked, and nothing about why', () => {
    const locked: LogInInput = { is: 'verified', outcome: 'locked', deskIsOccupied: false };
    expect(call('101', [...keys('1#'), locked]).done.at(-1)).toEqual(say('locked'));
  });

  it('logs somebody else out only after 1 was pressed', () => {
    const asked = call('101', [...keys('1#'), rightButOccupied]);
    expect(asked.done.at(-1)).toEqual(say('desk-occupied-press-1'));
    expect(call('101', [...keys('1#'), rightButOccupied, ...keys('1')]).done.at(-1)).toEqual({
      do: 'switch',
      takeOver: true,
    });
    expect(call('101', [...keys('1#'), rightButOccupied, ...keys('2')]).done.at(-1)).toEqual(say('goodbye'));
  });

  it('still logs in when the phone hangs up after the last digit', () => {
    const { done } = call('101', [...keys('1#'), { is: 'hung-up' }, right]);
    expect(done.at(-1)).toEqual({ do: 'switch', takeOver: false });
  });

  it('takes what was keyed for the PIN when the phone hangs up without waiting, and says nothing more', () => {
    const { done } = call('101', [...keys('4321'), { is: 'hung-up' }]);
    expect(done.at(-1)).toEqual({ do: 'verify', extension: '101', pin: '4321' });
    const hungUp = [...keys('4321'), { is: 'hung-up' }] as const;
    expect(call('101', [...hungUp, right]).done.at(-1)).toEqual({ do: 'switch', takeOver: false });
    for (const not of [wrong, rightButOccupied])
      expect(call('101', [...hungUp, not]).done.at(-1)).toMatchObject({ do: 'verify' });
  });

  it('does nothing when the phone hangs up before the last digit, or before pressing 1', () => {
    expect(call('101', [...keys('43'), { is: 'hung-up' }, { is: 'deadline' }]).done).toEqual([
      say('enter-pin'),
    ]);
    const occupied = call('101', [...keys('1#'), rightButOccupied, { is: 'hung-up' }]);
    expect(occupied.done.at(-1)).toEqual(say('desk-occupied-press-1'));
    const gone = call('101', [...keys('1#'), { is: 'hung-up' }, rightButOccupied]);
    expect(gone.done.at(-1)).toEqual({ do: 'verify', extension: '101', pin: '1' });
  });

  it('reminds once when nobody keys anything, then says goodbye', () => {
    const silence: LogInInput[] = [{ is: 'said' }, { is: 'deadline' }];
    const { done } = call('101', [...silence, ...silence, { is: 'said' }]);
    expect(done).toEqual([say('enter-pin'), say('enter-pin'), say('goodbye'), { do: 'hang-up' }]);
  });
});
