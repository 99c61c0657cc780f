import { sql } from 'drizzle-orm';
import { phoneRequests } from '#db/schema/index.ts';
import type { Db } from './context.ts';
import type { SeenRequest } from './seen-request.ts';

/** So many of a desk's are kept. */
export const REQUESTS_KEPT = 50;
/** After so many more of a desk's the old ones go: not with every one. */
const TRIMMED_AFTER = 25;
const DESKS_COUNTED_MAX = 20_000;
const NAME_MAX = 120;
const USER_AGENT_MAX = 200;

/** Notes what phones asked for, many at once, and keeps to the newest of each desk. */
export class PhoneRequests {
  readonly #db: Db;
  /** What came since a desk's old ones were last taken away. */
  readonly #since = new Map<string, number>();

  constructor(db: Db) {
    this.#db = db;
  }

  async write(requests: readonly SeenRequest[]): Promise<void> {
    const newest = newestOfEach(requests);
    await insert(this.#db, newest);
    const crowded = this.#crowded(newest);
    if (crowded.length > 0) await trim(this.#db, crowded);
  }

  #crowded(requests: readonly SeenRequest[]): string[] {
    if (this.#since.size > DESKS_COUNTED_MAX) this.#since.clear();
    const crowded = new Set<string>();
    for (const { deskId } of requests) {
      const count = (this.#since.get(deskId) ?? 0) + 1;
      this.#since.set(deskId, count);
      if (count >= TRIMMED_AFTER) crowded.add(deskId);
    }
    for (const deskId of crowded) this.#since.delete(deskId);
    return [...crowded];
  }
}

/** A phone that asks over and over fills nothing but its own share. */
function newestOfEach(requests: readonly SeenRequest[]): SeenRequest[] {
  const counts = new Map<string, number>();
  const kept = requests.toReversed().filter(({ deskId }) => {
    const count = (counts.get(deskId) ?? 0) + 1;
    counts.set(deskId, count);
    return count <= REQUESTS_KEPT;
  });
  return kept.toReversed();
}

/** What stands in a request is anybody's: PostgreSQL takes no NUL, and nobody wants to read more. */
const plain = (text: string, max: number): string => text.replace(/\p{Cc}/gu, '').slice(0, max);

async function insert(db: Db, requests: readonly SeenRequest[]): Promise<void> {
  const given = requests.map(({ name, userAgent, atMs, ...request }, nth) => ({
    ...request,
    ...{ nth, atMs, name: plain(name, NAME_MAX) },
    ...(userAgent === undefined ? {} : { userAgent: plain(userAgent, USER_AGENT_MAX) }),
  }));
  await db.execute(sql`
    insert into ${phoneRequests} (desk_id, mac, other_mac, at, method, name, status, outcome, version, bytes,
      duration_ms, source, user_agent)
    select "deskId", given.mac, "otherMac", to_timestamp("atMs" / 1000), method, name, status, outcome, version, bytes,
      "durationMs", source, "userAgent"
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given(nth int, "deskId" text, mac text,
      "otherMac" text, "atMs" float8, method text, name text, status int, outcome text, version int, bytes int,
      "durationMs" int, source text, "userAgent" text)
    join desks on desks.id = given."deskId"
    order by nth`);
}

async function trim(db: Db, deskIds: readonly string[]): Promise<void> {
  await db.execute(sql`
    delete from phone_requests using (
      select id, row_number() over (partition by desk_id order by id desc) as nth
      from phone_requests where desk_id in (select jsonb_array_elements_text(${JSON.stringify(deskIds)}::jsonb))
    ) as ranked
    where ranked.id = phone_requests.id and ranked.nth > ${REQUESTS_KEPT}`);
}
