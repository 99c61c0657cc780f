import { eq, sql } from 'drizzle-orm';
import { phones } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';

/** Remembers that a phone's file has had these names: it keeps them until it is told otherwise. */
export async function noteToldExtras(
  { db }: Pick<HotdeskContext, 'db'>,
  mac: string,
  names: readonly string[],
): Promise<void> {
  const all = sql`${phones.toldExtras} || ${JSON.stringify(names)}::jsonb`;
  await db
    .update(phones)
    .set({
      toldExtras: sql`(select jsonb_agg(distinct name) from jsonb_array_elements_text(${all}) as name)`,
    })
    .where(eq(phones.mac, mac));
}
