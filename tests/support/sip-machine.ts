import type { Circumstances, Step, TransactionOutput } from '#server/sip/transaction/step.ts';
import { rfcTimers, type TimerName } from '#server/sip/transaction/timers.ts';

export const overUdp: Circumstances = { timers: rfcTimers, isReliable: false };
export const overTcp: Circumstances = { timers: rfcTimers, isReliable: true };

type TimerInput = { readonly is: 'timer'; readonly timer: TimerName };

/** A machine with its timers, in a time of its own: what it did, and when. */
export class MachineRun<State extends { at: string }, Input, Message> {
  state: State;
  readonly log: string[] = [];
  readonly #step: (state: State, input: Input | TimerInput) => Step<State, Message>;
  readonly #due = new Map<TimerName, number>();
  #nowMs = 0;

  constructor(
    first: Step<State, Message>,
    step: (state: State, input: Input | TimerInput) => Step<State, Message>,
  ) {
    this.state = first.state;
    this.#step = step;
    this.#perform(first.outputs);
  }

  input(input: Input | TimerInput): this {
    const { state, outputs } = this.#step(this.state, input);
    this.state = state;
    this.#perform(outputs);
    return this;
  }

  /** Lets time pass until `toMs`, firing each timer at its moment. */
  until(toMs: number): this {
    for (;;) {
      const next = [...this.#due].sort(([, a], [, b]) => a - b)[0];
      if (next === undefined || next[1] > toMs) break;
      this.#due.delete(next[0]);
      this.#nowMs = next[1];
      this.input({ is: 'timer', timer: next[0] });
    }
    this.#nowMs = toMs;
    return this;
  }

  /** When something of that kind was done. */
  times(what: string): number[] {
    return this.log.flatMap((line) => (line.startsWith(`${what} `) ? [Number(line.split(' ')[1])] : []));
  }

  #perform(outputs: readonly TransactionOutput<Message>[]): void {
    for (const output of outputs) {
      if (output.do === 'set-timer') this.#due.set(output.timer, this.#nowMs + output.ms);
      else this.log.push(`${output.do} ${this.#nowMs}`);
    }
  }
}
