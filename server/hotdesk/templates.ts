import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { desks, phoneTemplates, type TemplateSetting } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';
import type { TemplateScope } from './effective-extras.ts';
import { HotdeskError } from './errors.ts';

export type TemplateRow = typeof phoneTemplates.$inferSelect;

/** A template as the API answers it. */
export type TemplateView = {
  id: string;
  vendor: string;
  scope: TemplateScope;
  about: string;
  /** What people call that: the desk's name in the place of its id. */
  label: string;
  settings: TemplateSetting[];
  /** What undo puts in their place. */
  previous: TemplateSetting[];
  updatedAt: string;
  updatedBy: string;
};

/** The templates of the tenant, make by make, the widest first; those that were removed too, as long as undo can help. */
export async function listTemplates({
  ctx,
}: {
  ctx: Pick<HotdeskContext, 'db' | 'tenantId'>;
}): Promise<{ items: TemplateView[] }> {
  const rows = await ctx.db
    .select({ template: phoneTemplates, desk: desks.displayName })
    .from(phoneTemplates)
    .leftJoin(desks, isDeskOfIt)
    .where(and(eq(phoneTemplates.tenantId, ctx.tenantId), hasSomething))
    .orderBy(asc(phoneTemplates.vendor), width, asc(phoneTemplates.about));
  return { items: rows.map(({ template, desk }) => toView(template, desk)) };
}

const isDeskOfIt = and(
  eq(phoneTemplates.scope, 'desk'),
  eq(phoneTemplates.about, desks.id),
  eq(phoneTemplates.tenantId, desks.tenantId),
);
const isEmpty = (column: typeof phoneTemplates.settings | typeof phoneTemplates.previous) =>
  sql`${column} = '[]'::jsonb`;
const hasSomething = or(
  sql`not ${isEmpty(phoneTemplates.settings)}`,
  sql`not ${isEmpty(phoneTemplates.previous)}`,
);
const width = sql`array_position(array['tenant', 'model', 'site', 'desk'], ${phoneTemplates.scope})`;

/** @throws HotdeskError `not_found` */
export async function getTemplate(ctx: HotdeskContext, id: string): Promise<TemplateView> {
  const [row] = await ctx.db
    .select({ template: phoneTemplates, desk: desks.displayName })
    .from(phoneTemplates)
    .leftJoin(desks, isDeskOfIt)
    .where(and(eq(phoneTemplates.tenantId, ctx.tenantId), eq(phoneTemplates.id, id)));
  if (row === undefined) throw noSuchTemplate();
  return toView(row.template, row.desk);
}

export const noSuchTemplate = () => new HotdeskError('not_found', 'There is no such template.');

function toView({ tenantId: _, updatedAt, ...row }: TemplateRow, desk: string | null): TemplateView {
  return { ...row, label: desk ?? row.about, updatedAt: updatedAt.toISOString() };
}

/** Whether a desk that moves between two sites is told something else by that. */
export async function differBySite(
  { db, tenantId }: Pick<HotdeskContext, 'db' | 'tenantId'>,
  vendor: string,
  sites: readonly (string | null)[],
): Promise<boolean> {
  const names = sites.filter((site) => site !== null);
  if (names.length === 0) return false;
  const found = await db
    .select({ id: phoneTemplates.id })
    .from(phoneTemplates)
    .where(
      and(
        eq(phoneTemplates.tenantId, tenantId),
        eq(phoneTemplates.vendor, vendor),
        eq(phoneTemplates.scope, 'site'),
        inArray(phoneTemplates.about, names),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/** The desks of a make that stand, with what says which templates they are concerned by. */
export const isDeskOfMake = ({ tenantId }: Pick<HotdeskContext, 'tenantId'>, vendor: string) =>
  and(eq(desks.tenantId, tenantId), eq(desks.vendor, vendor), isNull(desks.releasedAt));
