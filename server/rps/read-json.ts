import type { z } from 'zod';
import { err, ok, type Result } from '#server/ports/result.ts';
import type { HttpsAnswer } from './https.ts';
import { type RpsError, rpsError } from './rps-error.ts';

/**
 * The body as the maker's schema says it. Anything else (a page for people, half an answer) is a bad answer to a question, and
 * leaves a write in doubt.
 */
export function readJson<T>(
  schema: z.ZodType<T>,
  answer: HttpsAnswer,
  isWrite: boolean,
): Result<T, RpsError> {
  const parsed = schema.safeParse(jsonOf(answer.text));
  return parsed.success ? ok(parsed.data) : err(rpsError(isWrite ? 'uncertain_write' : 'bad_response'));
}

/** Undefined for what is no JSON. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
