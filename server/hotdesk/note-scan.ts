import { and, inArray, isNull } from 'drizzle-orm';
import { desks, tenants } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import type { HotdeskDeps } from './context.ts';
import type { TenantId } from './ids.ts';

type Scan = {
  /** An address, or the network of 64 bits that one is of. */
  source: string;
  /** The MACs that it named first. */
  macs: readonly string[];
  atMs: number;
  /** Until when it is held up. */
  untilMs: number;
};

/** That somebody goes through the MACs of phones is told to those whose phones were named, and to the only tenant. */
export async function noteScan(deps: HotdeskDeps, { source, macs, atMs, untilMs }: Scan): Promise<void> {
  const actor = { kind: 'system', job: 'provisioning', label: source, door: 'system', source } as const;
  const minutes = Math.round((untilMs - atMs) / 60_000);
  for (const { id, name } of await concernedBy(deps, macs)) {
    const subject = { kind: 'tenant' as const, id, label: name };
    const ctx = { ...deps, tenantId: id as TenantId, actor };
    await writeAudit(ctx, {
      action: 'provisioning.scanned',
      subject,
      details: { phones: macs.length, minutes },
    });
  }
}

async function concernedBy({ db }: Pick<HotdeskDeps, 'db'>, macs: readonly string[]) {
  const columns = { id: tenants.id, name: tenants.name };
  const some = await db.select(columns).from(tenants).limit(2);
  if (some.length < 2) return some;
  const named = db
    .select({ id: desks.tenantId })
    .from(desks)
    .where(and(inArray(desks.mac, [...macs]), isNull(desks.releasedAt)));
  return db.select(columns).from(tenants).where(inArray(tenants.id, named));
}
