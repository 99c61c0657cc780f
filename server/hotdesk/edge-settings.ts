import type { EdgeSettings } from '#db/schema/index.ts';
import { readSettings, saveSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
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
  const details = { ...edge };
  await saveSettings(ctx, { edge }, { action: 'edge.changed', label: 'Edge', details });
  return getEdge({ ctx });
}

function toStored({ edge }: EdgeInput): EdgeSettings | null {
  if (edge === null) return null;
  const { host, transport, srtp: isSrtp } = edge;
  return { host, port: edge.port ?? (transport === 'tls' ? 5061 : 5060), transport, isSrtp };
}
