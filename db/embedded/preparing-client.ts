import pg from 'pg';

/** Beyond so many different ones (lists of any length) a statement is not worth keeping. */
const STATEMENTS_MAX = 500;

const names = new Map<string, string>();

/**
 * A client that has every statement with parameters prepared the first time, and only run from then on: parsing and
 * planning are two thirds of what a statement costs the embedded database.
 */
export class PreparingClient extends pg.Client {
  override query: typeof pg.Client.prototype.query = ((first: unknown, ...rest: unknown[]) => {
    const run = super.query as (...args: unknown[]) => unknown;
    const answer = run.call(this, named(first, rest[0]), ...rest);
    return isBegin(first) && answer instanceof Promise ? goOnAtOnce(answer) : answer;
  }) as typeof pg.Client.prototype.query;
}

const isBegin = (first: unknown): boolean => isPlainConfig(first) && first.text === 'begin';

/** Nobody else gets a turn between a `begin` and what follows it, and if it fails so does that. */
function goOnAtOnce(begun: Promise<unknown>): Promise<{ rows: never[] }> {
  begun.catch(() => {});
  return Promise.resolve({ rows: [] });
}

function named(first: unknown, values: unknown): unknown {
  const config = typeof first === 'string' ? { text: first } : first;
  if (!Array.isArray(values) || values.length === 0 || !isPlainConfig(config)) return first;
  const name = nameOf(config.text);
  return name === undefined ? first : { ...config, name };
}

const isPlainConfig = (config: unknown): config is { text: string } =>
  typeof config === 'object' && config !== null && 'text' in config && !('submit' in config);

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= STATEMENTS_MAX) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}
