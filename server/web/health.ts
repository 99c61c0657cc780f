import type { HttpHandler } from '#server/http/http-server.ts';
import { onlyReads, sendText } from './plain-answer.ts';

/** Whether a part of this process serves now: a role, the database. Throwing counts as no. */
export type ReadyCheck = () => boolean | Promise<boolean>;

export type HealthOptions = {
  version: string;
  /** Name → check, for example `web`, `sip`, `database`. */
  checks: Readonly<Record<string, ReadyCheck>>;
};

/** `GET /healthz`: 200 once everything serves, else 503 and what does not. */
export function createHealthHandler({ version, checks }: HealthOptions): HttpHandler {
  return async (req, res) => {
    if (req.url?.split('?')[0] !== '/healthz') return false;
    if (!onlyReads(req, res)) return true;
    const parts = await readAll(checks);
    const isWell = Object.values(parts).every((state) => state === 'ok');
    const body = { status: isWell ? 'ok' : 'not_ready', version, parts };
    sendText(res, { status: isWell ? 200 : 503, type: 'application/json', text: JSON.stringify(body) });
    return true;
  };
}

async function readAll(checks: HealthOptions['checks']): Promise<Record<string, 'ok' | 'not_ready'>> {
  const entries = Object.entries(checks).map(async ([name, check]) => {
    const isReady = await Promise.resolve()
      .then(check)
      .catch(() => false);
    return [name, isReady ? 'ok' : 'not_ready'] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
