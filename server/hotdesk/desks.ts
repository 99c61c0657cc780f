import { and, asc, desc, eq, gt, ilike, isNull, or, sql } from 'drizzle-orm';
import { bindings, deskSessions, desks, rpsEntries, sipCredentials, users } from '#db/schema/index.ts';
import { type HotdeskContext, now } from './context.ts';
import { HotdeskError } from './errors.ts';
import type { TenantId } from './ids.ts';
import { type Page, readCursor, toPage } from './page.ts';
import type { PageInput } from './schemas.ts';
import { searchPattern } from './search-pattern.ts';

export type DeskRow = typeof desks.$inferSelect;
export type DeskSessionRow = typeof deskSessions.$inferSelect;

/** A desk with who sits there and as whom its phone is registered. */
export type DeskWithOccupant = {
  desk: DeskRow;
  session: DeskSessionRow | null;
  occupant: { id: string; extension: string; name: string; language: string | null } | null;
  registeredAs: string | null;
  /** How its phone stands at its maker's redirection service. */
  rps: typeof rpsEntries.$inferSelect | null;
};

/** The tenant's desks, oldest first. */
export async function listDesks({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: PageInput;
}): Promise<Page<DeskWithOccupant>> {
  const after = readCursor(input);
  const rows = await selectDesks(ctx)
    .where(
      and(
        isTheTenants(ctx),
        input.search ? matches(input.search) : undefined,
        after
          ? or(gt(desks.createdAt, after.at), and(eq(desks.createdAt, after.at), gt(desks.id, after.id)))
          : undefined,
      ),
    )
    .orderBy(asc(desks.createdAt), asc(desks.id))
    .limit(input.limit + 1);
  return toPage(rows, input.limit, {
    view: (row) => row,
    at: (row) => row.desk.createdAt,
    id: (row) => row.desk.id,
  });
}

/** @throws HotdeskError `not_found` */
export async function getDesk({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: { id: string };
}): Promise<DeskWithOccupant> {
  const [row] = await selectDesks(ctx).where(and(isTheTenants(ctx), eq(desks.id, input.id)));
  if (row === undefined) throw new HotdeskError('not_found', 'There is no such desk.');
  return row;
}

/** The desk that a label's QR code stands for, whosever it is. Nothing that the token does not open is read by it. */
export async function deskByLabelToken(
  deps: Deps,
  token: string,
): Promise<{ tenantId: TenantId; desk: DeskWithOccupant } | undefined> {
  const [row] = await selectDesks(deps).where(and(eq(desks.labelToken, token), isNull(desks.releasedAt)));
  return row && { tenantId: row.desk.tenantId as TenantId, desk: row };
}

/** Locks the desk until the transaction ends. @throws HotdeskError `not_found` */
export async function lockDesk(ctx: HotdeskContext, id: string): Promise<DeskRow> {
  const [row] = await ctx.db
    .select()
    .from(desks)
    .where(and(isTheTenants(ctx), eq(desks.id, id)))
    .for('no key update');
  if (row === undefined) throw new HotdeskError('not_found', 'There is no such desk.');
  return row;
}

const isTheTenants = (ctx: HotdeskContext) => and(eq(desks.tenantId, ctx.tenantId), isNull(desks.releasedAt));

function matches(search: string) {
  const pattern = searchPattern(search);
  return or(
    ilike(desks.displayName, pattern),
    ilike(desks.extension, pattern),
    ilike(desks.mac, pattern.replace(/[:.-]/g, '')),
    ilike(users.name, pattern),
    ilike(users.extension, pattern),
  );
}

type Deps = Pick<HotdeskContext, 'db' | 'clock'>;

function selectDesks(deps: Deps) {
  return deps.db
    .select({
      desk: desks,
      session: deskSessions,
      occupant: { id: users.id, extension: users.extension, name: users.name, language: users.language },
      registeredAs: newestRegisteredExtension(deps),
      rps: rpsEntries,
    })
    .from(desks)
    .leftJoin(deskSessions, and(eq(deskSessions.deskId, desks.id), isNull(deskSessions.endedAt)))
    .leftJoin(users, eq(users.id, deskSessions.userId))
    .leftJoin(rpsEntries, and(eq(rpsEntries.tenantId, desks.tenantId), eq(rpsEntries.mac, desks.mac)))
    .$dynamic();
}

function newestRegisteredExtension(deps: Deps) {
  const newest = deps.db
    .select({ extension: sipCredentials.extension })
    .from(bindings)
    .innerJoin(sipCredentials, eq(sipCredentials.authName, bindings.authName))
    .where(and(eq(bindings.deskId, desks.id), gt(bindings.expiresAt, now(deps))))
    .orderBy(desc(bindings.updatedAt))
    .limit(1);
  return sql<string | null>`(${newest})`;
}
