import { eq } from 'drizzle-orm';
import { gateways } from '#db/schema/index.ts';
import type { Db } from './context.ts';
import type { DerivedSecrets } from './derived-secrets.ts';
import type { GatewayId, TenantId } from './ids.ts';

/** What the SIP side must know of a gateway. */
export type SipGateway = {
  gatewayId: GatewayId;
  tenantId: TenantId;
  name: string;
  host: string;
  port: number | null;
  transport: 'udp' | 'tcp' | 'tls';
  registers: boolean;
  domain: string | null;
  username: string | null;
  authName: string | null;
  /** In clear; null where none was given, or where it was sealed with another key. */
  secret: string | null;
  callerNumber: string | null;
  sources: readonly string[];
  isEnabled: boolean;
};

/** Every gateway, or the one that is asked for. */
export async function loadSipGateways(
  { db, secrets }: { db: Db; secrets: DerivedSecrets },
  gatewayId?: GatewayId,
): Promise<SipGateway[]> {
  const rows = await db
    .select()
    .from(gateways)
    .where(gatewayId === undefined ? undefined : eq(gateways.id, gatewayId))
    .orderBy(gateways.createdAt, gateways.id);
  return rows.map(({ id, tenantId, secret, createdAt: _, updatedAt: __, ...row }) => ({
    ...row,
    gatewayId: id as GatewayId,
    tenantId: tenantId as TenantId,
    secret: secret === null ? null : (secrets.open(secret) ?? null),
  }));
}
