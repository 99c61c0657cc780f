import type { EdgeSettings } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { changeSettings, readSettings } from './change-settings.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { writeEvent } from './events.ts';
import type { EdgeInput } from './number-schemas.ts';

/** The session border controller of phones elsewhere; null = they register straight here, by TCP. */
export type EdgeView = { edge: (Omit<EdgeSettings, 'isSrtp'> & { srtp: boolean }) | null };

export async function getEdge({ ctx }: { ctx: HotdeskContext }): Promise<EdgeView> {
  const { edge } = await readSettings(ctx);
  if (edge === null) return { edge };
  const { isSrtp: srtp, ...where } = edge;
  return { edge: { ...where, srtp } };
}

/** Phones of the network `sbc` are told to fetch what has changed. Absent port = the usual one of the transport. */
export async function setEdge({ ctx, input }: { ctx: HotdeskContext; input: EdgeInput }): Promise<EdgeView> {
  const edge = toStored(input);
  const eventId = await inTransaction(ctx, async (tx) => {
    await changeSettings(tx, { edge });
    const { tenantId } = tx;
    const subject = { kind: 'tenant' as const, id: tenantId, label: 'Edge' };
    await writeAudit(tx, { action: 'edge.changed', subject, details: { ...edge } });
    return writeEvent(tx, { type: 'tenant', what: 'edited', tenantId });
  });
  await ctx.barrier.applied(eventId);
  return getEdge({ ctx });
}

function toStored({ edge }: EdgeInput): EdgeSettings | null {
  if (edge === null) return null;
  const { host, transport, srtp: isSrtp } = edge;
  return { host, port: edge.port ?? (transport === 'tls' ? 5061 : 5060), transport, isSrtp };
}
