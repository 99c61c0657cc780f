/** One line a happening. Never a PIN, a secret or a token among the fields. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Why something failed, in one line for the log. What the ORM throws repeats every value of its query, hashes and
 * tokens too: of that only the database's own words are taken.
 */
export function reasonOf(error: unknown): string {
  const isQuery = error instanceof Error && 'query' in error && 'params' in error;
  const [line = ''] = String(isQuery ? (error.cause ?? 'a query failed') : error).split('\n');
  return line;
}
