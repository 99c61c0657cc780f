import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, isNull, notExists, type SQL, sql } from 'drizzle-orm';
import {
  deskSessions,
  desks,
  extensions,
  gateways,
  type StoredTenantSettings,
  tenants,
} from '#db/schema/index.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import { clashesOf } from './number-clashes.ts';
import { reprovisionDesk } from './reprovision-desk.ts';
import { type TenantSettings, tenantSettings } from './tenant-settings.ts';

/** How the tenant behaves now, locked until the transaction ends: numbers are given out under the same lock. */
export async function lockSettings(ctx: HotdeskContext): Promise<TenantSettings> {
  const [tenant] = await ctx.db
    .select({ settings: tenants.settings })
    .from(tenants)
    .where(eq(tenants.id, ctx.tenantId))
    .for('no key update');
  return tenantSettings(tenant?.settings ?? {});
}

export async function readSettings({ db, tenantId }: Pick<HotdeskContext, 'db' | 'tenantId'>) {
  const [tenant] = await db
    .select({ settings: tenants.settings })
    .from(tenants)
    .where(eq(tenants.id, tenantId));
  return tenantSettings(tenant?.settings ?? {});
}

/** What the phones are told of a tenant's settings. */
const TOLD = ['logInCode', 'logOutCode', 'emergencyNumbers'] as const;

/** What says which of a desk's keys may be used while nobody is logged in there. */
const SAYS_WHICH_KEYS = ['loggedOutCalls', 'outboundRoutes'] as const;

/** What the audit log says of a change. */
type Changed = Required<Pick<AuditEntry, 'action' | 'details'>> & { label: string };

/**
 * Changes what is given, unless it clashes with something, and writes down that it was. Phones that are told of it are
 * told anew. Resolves when it is applied.
 *
 * @throws HotdeskError `invalid`, naming the fields
 */
export async function saveSettings(
  ctx: HotdeskContext,
  change: StoredTenantSettings,
  { label, ...audit }: Changed,
): Promise<void> {
  const { tenantId } = ctx;
  const eventId = await inTransaction(ctx, async (tx) => {
    await changeSettings(tx, change);
    await writeAudit(tx, { ...audit, subject: { kind: 'tenant', id: tenantId, label } });
    return writeEvent(tx, { type: 'tenant', what: 'edited', tenantId });
  });
  await ctx.barrier.applied(eventId);
}

/** The change itself, in a transaction of the caller's. @throws HotdeskError `invalid`, naming the fields */
export async function changeSettings(ctx: HotdeskContext, change: StoredTenantSettings): Promise<void> {
  const before = await lockSettings(ctx);
  const after = { ...before, ...change };
  await refuseClashes(ctx, after);
  await refuseUnknownGateways(ctx, change);
  const settings = sql`${tenants.settings} || ${JSON.stringify(change)}::jsonb`;
  await ctx.db.update(tenants).set({ settings }).where(eq(tenants.id, ctx.tenantId));
  const changedMakes = makesOnlyInOne(before.encryptedMakes, after.encryptedMakes);
  const isOther = (name: keyof TenantSettings) => !isDeepStrictEqual(before[name], after[name]);
  if (TOLD.some(isOther)) await reprovisionDesks(ctx);
  else if (SAYS_WHICH_KEYS.some(isOther)) await reprovisionDesks(ctx, isFreeWithKeys(ctx));
  else if (isOther('edge')) await reprovisionDesks(ctx, eq(desks.network, 'sbc'));
  else if (changedMakes.length > 0) await reprovisionDesks(ctx, inArray(desks.vendor, changedMakes));
  else if (isOther('asksPhoneWebPages')) await reprovisionDesks(ctx, eq(desks.network, 'lan'));
}

const makesOnlyInOne = (one: readonly string[], other: readonly string[]): string[] => [
  ...one.filter((make) => !other.includes(make)),
  ...other.filter((make) => !one.includes(make)),
];

async function refuseClashes(ctx: HotdeskContext, settings: TenantSettings): Promise<void> {
  const rows = await ctx.db
    .select({ extension: extensions.extension })
    .from(extensions)
    .where(eq(extensions.tenantId, ctx.tenantId))
    .orderBy(extensions.extension);
  const clashes = clashesOf(
    settings,
    rows.map(({ extension }) => extension),
  );
  const [first] = clashes;
  if (first === undefined) return;
  const fields = Object.fromEntries(clashes.map(({ field, message }) => [field, message]));
  const reasons = Object.fromEntries(clashes.map(({ field, reason }) => [field, reason]));
  throw new HotdeskError('invalid', first.message, { fields, reasons });
}

async function refuseUnknownGateways(ctx: HotdeskContext, change: StoredTenantSettings): Promise<void> {
  const named: Array<[field: string, ids: readonly string[]]> = [
    ...(change.outboundRoutes ?? []).map(({ gatewayIds }, index): [string, string[]] => [
      `outboundRoutes.${index}.gatewayIds`,
      gatewayIds,
    ]),
    ['emergencyRoute.gatewayIds', change.emergencyRoute?.gatewayIds ?? []],
  ];
  const rows = await ctx.db
    .select({ id: gateways.id })
    .from(gateways)
    .where(eq(gateways.tenantId, ctx.tenantId));
  const known = new Set(rows.map(({ id }) => id));
  for (const [field, ids] of named) {
    if (ids.every((id) => known.has(id))) continue;
    const message = 'There is no such gateway.';
    const reasons = { [field]: { code: 'no_such_gateway', about: '' } as const };
    throw new HotdeskError('invalid', message, { fields: { [field]: message }, reasons });
  }
}

function isFreeWithKeys({ db }: HotdeskContext): SQL | undefined {
  const open = db
    .select({ id: deskSessions.id })
    .from(deskSessions)
    .where(and(eq(deskSessions.deskId, desks.id), isNull(deskSessions.endedAt)));
  return and(sql`${desks.keys} <> '[]'::jsonb`, notExists(open));
}

async function reprovisionDesks(ctx: HotdeskContext, which?: SQL): Promise<void> {
  const rows = await ctx.db
    .select({ id: desks.id })
    .from(desks)
    .where(and(eq(desks.tenantId, ctx.tenantId), isNull(desks.releasedAt), which))
    .orderBy(desks.id)
    .for('no key update');
  for (const desk of rows) await reprovisionDesk(ctx, desk);
}
