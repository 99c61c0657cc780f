import type { InboundValues } from './dial-plan-values.ts';

const BETWEEN = /^(?<number>.*?)(?:\s*(?:[\t;,=>→]|->)+\s*|\s+)(?<extension>\d{2,10})$/;
const NUMBER = /^\+?\d{2,20}$/;

/** The number and the extension of each line, however they are set apart; lines that have not both are strange. */
export function readNumbers(text: string): { rows: InboundValues[]; strange: string[] } {
  const rows: InboundValues[] = [];
  const strange: string[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const { number = '', extension = '' } = BETWEEN.exec(line)?.groups ?? {};
    const plain = number.replace(/["\s().\-/]/g, '');
    if (NUMBER.test(plain)) rows.push({ number: plain, extension });
    else strange.push(line);
  }
  return { rows, strange };
}

/** What is new stands in the place of what there was for the same number, else behind it. */
export function withNumbers(
  before: readonly InboundValues[],
  more: readonly InboundValues[],
): InboundValues[] {
  const byNumber = new Map(before.map((row) => [row.number, row]));
  for (const row of more) byNumber.set(row.number, row);
  return [...byNumber.values()];
}
