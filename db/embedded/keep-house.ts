import type pg from 'pg';

type Due = { name: string; vacuum: boolean };

/**
 * Thresholds and scale factors as PostgreSQL's autovacuum has them (PostgreSQL manual, 19.10), and every table that
 * nobody ever looked at: PGlite forgets what it has counted when it is closed.
 */
const DUE = `
  select format('%I.%I', stat.schemaname, stat.relname) as name, vacuum
  from pg_stat_user_tables stat
  join pg_class class on class.oid = stat.relid
  cross join lateral (select greatest(class.reltuples, 0) as rows) known
  cross join lateral (select n_dead_tup > 50 + 0.2 * rows or n_ins_since_vacuum > 1000 + 0.2 * rows as vacuum) due
  where vacuum or n_mod_since_analyze > 50 + 0.1 * rows or class.reltuples < 0`;

/**
 * Does what autovacuum does, a process that PGlite has no room for: without it rows that were replaced take room for
 * ever, and the planner believes every table to be nearly empty. Nobody else is answered while a table is vacuumed:
 * about a millisecond for a thousand rows.
 */
export async function keepHouse(pool: pg.Pool): Promise<void> {
  // Otherwise it counts with up to a second's delay.
  await pool.query('select pg_stat_force_next_flush()');
  const { rows } = await pool.query<Due>(DUE);
  for (const { name, vacuum } of rows) await pool.query(`${vacuum ? 'vacuum (analyze)' : 'analyze'} ${name}`);
}
