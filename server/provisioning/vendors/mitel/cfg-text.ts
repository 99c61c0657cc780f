import { oneLine } from '../text.ts';

/** One parameter; empty text empties it on the phone. */
export type Param = readonly [name: string, value: string | number];

/**
 * `^name: value` a line. The `^` makes the phone take a value even where somebody changed it there (administrator's guide
 * 3.3.1, 2-16). Text in which a `#` would begin a comment stands in quotes, and quotes of its own become single ones;
 * UNVERIFIED for names, the guide has it for the dial plan.
 */
export const paramLine = ([name, value]: Param): string => `^${name}: ${quoted(oneLine(value))}`.trimEnd();

function quoted(value: string): string {
  const text = value.replaceAll('"', "'");
  return text.includes('#') ? `"${text}"` : text;
}
