import { sql } from 'drizzle-orm';
import type { Db } from './context.ts';
import type { StrayRequest } from './seen-request.ts';

/** Whoever comes from ever other addresses must not fill the disk. */
const STRAYS_KEPT = 2_000;

type Counted = StrayRequest & { count: number };

/** Notes many at once: one row for what, whence and which MAC. */
export async function storeStrayRequests(db: Db, strays: readonly StrayRequest[]): Promise<void> {
  const byKey = new Map<string, Counted>();
  for (const stray of strays) {
    const key = `${stray.what} ${stray.source} ${stray.mac ?? ''}`;
    byKey.set(key, { ...stray, count: (byKey.get(key)?.count ?? 0) + 1 });
  }
  const given = [...byKey.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
  await db.execute(sql`
    insert into stray_requests (what, source, mac, count, at, until)
    select what, source, coalesce(mac, ''), count, to_timestamp("atMs" / 1000), to_timestamp("untilMs" / 1000)
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given(what text, source text, mac text, count int,
      "atMs" float8, "untilMs" float8, "isOfScan" boolean)
    where "isOfScan" is not true or exists (select from desks where desks.mac = given.mac)
    on conflict (what, source, mac) do update set count = stray_requests.count + excluded.count, at = excluded.at,
      until = excluded.until`);
  await db.execute(sql`
    delete from stray_requests where at < (
      select at from stray_requests order by at desc offset ${STRAYS_KEPT} limit 1
    )`);
}
