import { err, ok, type Result } from '#server/ports/result.ts';
import { type RpsError, type RpsErrorCode, rpsError } from '../rps-error.ts';
import { callXmlRpc, notUnderstood, type XmlRpcService } from './call.ts';
import type { XmlRpcParameter } from './encode-call.ts';
import type { XmlRpcValue } from './value.ts';

/** What the methods `redirect.*`, or whatever a maker calls them, answer at every maker's: a list of a boolean, a text or more, and at some makers further values. */
export type RedirectAnswer = {
  readonly isDone: boolean;
  /** What follows the boolean, if it is text. */
  readonly text: string;
  /** All that follows the boolean. */
  readonly values: readonly XmlRpcValue[];
};

type Answering = Promise<Result<RedirectAnswer, RpsError>>;

export type RedirectMethods = {
  /** Calls a method that changes nothing. */
  ask(method: string, ...parameters: XmlRpcParameter[]): Answering;
  /** Calls a method that changes something. */
  tell(method: string, ...parameters: XmlRpcParameter[]): Answering;
};

/** @param prefix Of the names of the methods. */
export function redirectMethods(service: XmlRpcService, prefix = 'redirect'): RedirectMethods {
  const call = async (one: {
    method: string;
    parameters: XmlRpcParameter[];
    isWrite: boolean;
  }): Answering => {
    const answered = await callXmlRpc(service, { ...one, method: `${prefix}.${one.method}` });
    if (!answered.ok) return answered;
    const answer = redirectAnswer(answered.value);
    return answer === undefined ? err(notUnderstood(one.isWrite)) : ok(answer);
  };
  return {
    ask: (method, ...parameters) => call({ method, parameters, isWrite: false }),
    tell: (method, ...parameters) => call({ method, parameters, isWrite: true }),
  };
}

function redirectAnswer(value: XmlRpcValue): RedirectAnswer | undefined {
  if (!Array.isArray(value)) return undefined;
  const [isDone, ...values] = value as readonly XmlRpcValue[];
  if (typeof isDone !== 'boolean' || values.length === 0) return undefined;
  return { isDone, values, text: typeof values[0] === 'string' ? values[0].trim() : '' };
}

/** The key of an error text (`Error:no_such_mac`): undefined where it is a sentence, which may repeat secrets. */
export function errorKey({ text }: RedirectAnswer): string | undefined {
  const [, key] = /^Error: ?([a-z]+(?:_[a-z]+)+)$/.exec(text) ?? [];
  return key !== undefined && key.length <= 40 ? key : undefined;
}

/** What a refusal means, by the keys that are known of this maker. */
export function keyedRefusal(answer: RedirectAnswer, known: ReadonlyMap<string, RpsErrorCode>): RpsError {
  const key = errorKey(answer);
  return rpsError((key === undefined ? undefined : known.get(key)) ?? 'bad_response', key);
}
