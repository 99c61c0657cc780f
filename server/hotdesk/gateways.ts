import { and, asc, eq, gt, ilike, or } from 'drizzle-orm';
import { gateways } from '#db/schema/index.ts';
import type { HotdeskContext } from './context.ts';
import { HotdeskError } from './errors.ts';
import { type Page, readCursor, toPage } from './page.ts';
import type { PageInput } from './schemas.ts';
import { searchPattern } from './search-pattern.ts';

export type GatewayRow = typeof gateways.$inferSelect;

/** A gateway as administrators see it. The secret is write-only. */
export type GatewayView = {
  id: string;
  name: string;
  host: string;
  port: number | null;
  transport: 'udp' | 'tcp' | 'tls';
  registers: boolean;
  domain: string | null;
  username: string | null;
  authName: string | null;
  hasSecret: boolean;
  callerNumber: string | null;
  sources: string[];
  enabled: boolean;
  createdAt: string;
};

/** The tenant's gateways, oldest first. */
export async function listGateways({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: PageInput;
}): Promise<Page<GatewayView>> {
  const after = readCursor(input);
  const rows = await ctx.db
    .select()
    .from(gateways)
    .where(
      and(
        eq(gateways.tenantId, ctx.tenantId),
        input.search ? matches(input.search) : undefined,
        after &&
          or(
            gt(gateways.createdAt, after.at),
            and(eq(gateways.createdAt, after.at), gt(gateways.id, after.id)),
          ),
      ),
    )
    .orderBy(asc(gateways.createdAt), asc(gateways.id))
    .limit(input.limit + 1);
  const read = {
    view: toGatewayView,
    at: (row: GatewayRow) => row.createdAt,
    id: (row: GatewayRow) => row.id,
  };
  return toPage(rows, input.limit, read);
}

const matches = (search: string) =>
  or(ilike(gateways.name, searchPattern(search)), ilike(gateways.host, searchPattern(search)));

/** @throws HotdeskError `not_found` */
export async function getGateway({ ctx, input }: GatewayKey): Promise<GatewayView> {
  const [row] = await ctx.db.select().from(gateways).where(isGateway(ctx, input.id));
  if (row === undefined) throw unknownGateway();
  return toGatewayView(row);
}

export type GatewayKey = { ctx: HotdeskContext; input: { id: string } };

export const isGateway = (ctx: HotdeskContext, id: string) =>
  and(eq(gateways.tenantId, ctx.tenantId), eq(gateways.id, id));

export const unknownGateway = (): HotdeskError => new HotdeskError('not_found', 'There is no such gateway.');

export function toGatewayView(row: GatewayRow): GatewayView {
  const { tenantId: _, secret, isEnabled: enabled, updatedAt: __, createdAt, ...shown } = row;
  return { ...shown, enabled, hasSecret: secret !== null, createdAt: createdAt.toISOString() };
}
