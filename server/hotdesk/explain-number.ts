import { and, eq, inArray } from 'drizzle-orm';
import { extensions, gateways } from '#db/schema/index.ts';
import { readSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
import { getDesk } from './desks.ts';
import { explainNumber, mayCallLoggedOut, type NumberReading, type RuleName } from './dial-plan.ts';
import { emergencyCallerNumber, placeOf } from './note-emergency-call.ts';
import type { ExplainNumberInput } from './number-schemas.ts';
import type { TenantSettings } from './tenant-settings.ts';

/** Why a number goes where it goes. */
export type NumberExplanation = {
  number: string;
  is: NumberReading['is'];
  /** Every rule that was asked, in order; the last one that fits decided. */
  rules: Array<{ rule: RuleName; fits: boolean }>;
  /** Whose number it is. */
  extension: { extension: string; owner: 'user' | 'desk' } | null;
  /** As the gateways are to hear it, and which of them, in order. */
  outside: { number: string; gateways: string[] } | null;
  /** From which number and place the desk that was asked for would call for help. */
  emergency: { callerNumber: string | null; desk: string; site: string | null; floor: string | null } | null;
  /** Whether a phone may call it at which nobody is logged in. */
  mayCallLoggedOut: boolean;
};

/** @throws HotdeskError `not_found` for a desk that there is not */
export async function explainDialledNumber({
  ctx,
  input: { number, deskId },
}: {
  ctx: HotdeskContext;
  input: ExplainNumberInput;
}): Promise<NumberExplanation> {
  const settings = await readSettings(ctx);
  const owner = await ownerOf(ctx, number);
  const { reading, asked } = explainNumber(settings, number, () => owner !== null);
  return {
    number,
    is: reading.is,
    rules: asked,
    extension: reading.is === 'extension' && owner !== null ? { extension: number, owner } : null,
    outside: await outsideOf(ctx, reading, settings),
    emergency: deskId === undefined ? null : await emergencyOf(ctx, deskId, { reading, settings }),
    mayCallLoggedOut: mayCallLoggedOut(settings, number, reading),
  };
}

async function ownerOf(ctx: HotdeskContext, number: string): Promise<'user' | 'desk' | null> {
  if (number.includes('\0')) return null;
  const [row] = await ctx.db
    .select({ kind: extensions.kind })
    .from(extensions)
    .where(and(eq(extensions.tenantId, ctx.tenantId), eq(extensions.extension, number)));
  return row?.kind ?? null;
}

async function outsideOf(ctx: HotdeskContext, reading: NumberReading, { emergencyRoute }: TenantSettings) {
  if (reading.is !== 'outside' && reading.is !== 'emergency') return null;
  const ids = reading.is === 'outside' ? reading.gatewayIds : emergencyRoute.gatewayIds;
  const rows =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ id: gateways.id, name: gateways.name })
          .from(gateways)
          .where(and(eq(gateways.tenantId, ctx.tenantId), inArray(gateways.id, [...ids])));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return { number: reading.number, gateways: ids.flatMap((id) => names.get(id) ?? []) };
}

async function emergencyOf(
  ctx: HotdeskContext,
  deskId: string,
  { reading, settings }: { reading: NumberReading; settings: TenantSettings },
) {
  const { desk } = await getDesk({ ctx, input: { id: deskId } });
  if (reading.is !== 'emergency' && reading.is !== 'emergency-test') return null;
  const { address: _, ...place } = placeOf(desk, settings);
  return { ...place, callerNumber: emergencyCallerNumber(desk, settings) };
}
