import { openDatabase } from '#db/client.ts';

/** Everything that the database of a Perch that has ended holds, as text, by table. */
export async function databaseDump(dataFolder: string): Promise<Map<string, string>> {
  const { pool, close } = await openDatabase({ url: undefined, dataFolder, onError() {} });
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const dump = new Map<string, string>();
  for (const { name } of rows) {
    const all = await pool.query<{ text: string }>(`select json_agg(t)::text as text from "${name}" as t`);
    dump.set(name, all.rows[0]?.text ?? '');
  }
  await close();
  return dump;
}
