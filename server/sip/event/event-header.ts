import { parseParams } from '../grammar/params.ts';
import { isToken } from '../grammar/tokens.ts';

/** RFC 6665 8.2.1: which event package, and which of several subscriptions to it in one dialog. */
export type EventHeader = {
  /** Lower case: `dialog`, `message-summary`. */
  readonly package: string;
  readonly id: string | undefined;
};

export function parseEvent(text: string | undefined): EventHeader | undefined {
  const [, name = '', params = ''] = /^\s*([^\s;]+)\s*(?:;(.*))?$/s.exec(text ?? '') ?? [];
  const known = parseParams(params);
  if (!isToken(name) || known === undefined) return undefined;
  return { package: name.toLowerCase(), id: known.get('id') ?? undefined };
}

export const serializeEvent = ({ package: name, id }: EventHeader): string =>
  id === undefined ? name : `${name};id=${id}`;

/** RFC 6665 8.2.1: other parameters are the package's, and of no account here. */
export const isSameEvent = (a: EventHeader, b: EventHeader): boolean =>
  a.package === b.package && a.id === b.id;
