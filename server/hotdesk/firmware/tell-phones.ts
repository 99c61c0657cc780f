import { and, eq, exists, gt, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import {
  bindings,
  desks,
  firmwareFiles,
  firmwareRollOuts,
  firmwareUpdates,
  phones,
} from '#db/schema/index.ts';
import { writeAudit } from '../audit.ts';
import { type HotdeskContext, type HotdeskDeps, now, onceMore } from '../context.ts';
import { isSomebodyAt } from '../desk-configuration.ts';
import type { DeskRow } from '../desks.ts';
import { reprovisionDesk } from '../reprovision-desk.ts';
import { firmwareContext } from './firmware-context.ts';
import { DUE_MS } from './update-rules.ts';
import { isOfModel, isWantedThere, nobodyIsThere } from './withdraw-updates.ts';

/** So many phones of a tenant at once: a fetch is some 50 MB, and a house shall not be without phones. */
export const AT_ONCE = 20;

type Candidate = {
  desk: DeskRow;
  rollOutId: string;
  firmware: { id: string; version: string };
  fromVersion: string;
  /** Whether a phone of this model has this firmware already: the first one goes alone. */
  isProven: boolean;
};

/**
 * Tells phones of the firmware that they shall have: those at free desks that are well and can be reached, the first
 * of a model alone, then so many at once. Answers how many.
 */
export async function tellPhones(deps: HotdeskDeps): Promise<number> {
  const candidates = await readCandidates(deps);
  if (candidates.length === 0) return 0;
  const running = await countRunning(deps);
  let told = 0;
  for (const candidate of candidates) {
    const { desk, rollOutId, isProven } = candidate;
    const ofTenant = running.get(desk.tenantId) ?? 0;
    const ofRollOut = running.get(rollOutId) ?? 0;
    if (ofTenant >= AT_ONCE || (!isProven && ofRollOut > 0)) continue;
    if (!(await tell(deps, candidate))) continue;
    running.set(desk.tenantId, ofTenant + 1).set(rollOutId, ofRollOut + 1);
    told += 1;
  }
  return told;
}

async function readCandidates(deps: HotdeskDeps): Promise<Candidate[]> {
  const isReachable = exists(
    deps.db
      .select({ authName: bindings.authName })
      .from(bindings)
      .where(and(eq(bindings.deskId, desks.id), gt(bindings.expiresAt, now(deps)))),
  );
  return deps.db
    .select({
      desk: desks,
      rollOutId: firmwareRollOuts.id,
      firmware: { id: firmwareFiles.id, version: firmwareFiles.version },
      fromVersion: sql<string>`${phones.firmware}`,
      isProven: sql<boolean>`exists (
        select 1 from desks d join phones p on p.mac = d.mac
        where d.tenant_id = ${firmwareRollOuts.tenantId} and d.vendor = ${firmwareRollOuts.vendor}
          and d.released_at is null and p.firmware = ${firmwareFiles.version}
          and lower(coalesce(p.model, d.model)) = lower(${firmwareRollOuts.model}))`,
    })
    .from(firmwareRollOuts)
    .innerJoin(firmwareFiles, eq(firmwareFiles.id, firmwareRollOuts.firmwareId))
    .innerJoin(desks, and(eq(desks.tenantId, firmwareRollOuts.tenantId), isNull(desks.releasedAt)))
    .innerJoin(phones, eq(phones.mac, desks.mac))
    .leftJoin(firmwareUpdates, eq(firmwareUpdates.deskId, desks.id))
    .where(
      and(
        eq(firmwareRollOuts.isPaused, false),
        isOfModel(firmwareRollOuts.vendor, firmwareRollOuts.model),
        isWantedThere,
        isNotNull(phones.firmware),
        ne(phones.firmware, firmwareFiles.version),
        eq(desks.phoneState, 'settled'),
        nobodyIsThere(deps),
        isReachable,
        isFreeToTry,
      ),
    )
    .orderBy(desks.id);
}

/** It has none under way, and has not failed with this one. */
const isFreeToTry = or(
  isNull(firmwareUpdates.deskId),
  ne(firmwareUpdates.mac, desks.mac),
  and(eq(firmwareUpdates.state, 'failed'), ne(firmwareUpdates.firmwareId, firmwareFiles.id)),
);

/** How many are under way, by tenant and by rollOut. */
async function countRunning({ db }: HotdeskDeps): Promise<Map<string, number>> {
  const rows = await db
    .select({ tenantId: desks.tenantId, rollOutId: firmwareRollOuts.id })
    .from(firmwareUpdates)
    .innerJoin(desks, eq(desks.id, firmwareUpdates.deskId))
    .leftJoin(phones, eq(phones.mac, desks.mac))
    .leftJoin(
      firmwareRollOuts,
      and(
        eq(firmwareRollOuts.tenantId, desks.tenantId),
        isOfModel(firmwareRollOuts.vendor, firmwareRollOuts.model),
      ),
    )
    .where(ne(firmwareUpdates.state, 'failed'));
  const counts = new Map<string, number>();
  for (const { tenantId, rollOutId } of rows)
    for (const id of [tenantId, rollOutId]) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

/** False where it is no longer so, now that the desk is locked. */
function tell(deps: HotdeskDeps, { desk: { id, tenantId, mac }, firmware, fromVersion }: Candidate) {
  return onceMore(() =>
    deps.db.transaction(async (db) => {
      const tx: HotdeskContext = firmwareContext({ ...deps, db }, tenantId);
      const isStill = and(eq(desks.id, id), isNull(desks.releasedAt));
      const [desk] = await db.select().from(desks).where(isStill).for('no key update');
      if (desk?.phoneState !== 'settled' || desk.mac !== mac || (await isSomebodyAt(db, id))) return false;
      const update = {
        ...{ deskId: id, mac, firmwareId: firmware.id, fromVersion, state: 'told' as const, reason: null },
        ...{ toldAt: now(tx), restartedAt: null, fetchedAt: null, failedAt: null },
        dueAt: new Date(tx.clock.nowMs() + DUE_MS.told),
      };
      await db
        .insert(firmwareUpdates)
        .values(update)
        .onConflictDoUpdate({ target: firmwareUpdates.deskId, set: update });
      await reprovisionDesk(tx, desk);
      await writeAudit(tx, {
        action: 'desk.firmware_told',
        subject: { kind: 'desk', id, label: desk.displayName },
        details: { from: fromVersion, to: firmware.version },
      });
      return true;
    }),
  );
}
