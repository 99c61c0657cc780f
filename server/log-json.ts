import type { Log, LogFields } from './ports/log.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

const RANK: Readonly<Record<LogLevel, number>> = { debug: 0, info: 1, warn: 2, error: 3 };

type Options = {
  write(line: string): void;
  nowMs(): number;
  /** What is below this is left out. */
  level: LogLevel;
};

/** One JSON object a line: `time`, `level`, `message`, then the fields. */
export function createJsonLog({ write, nowMs, level: lowest }: Options): Log {
  const at =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (RANK[level] < RANK[lowest]) return;
      write(`${JSON.stringify({ time: new Date(nowMs()).toISOString(), level, message, ...fields })}\n`);
    };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
