import { writeAudit } from './audit.ts';
import type { HotdeskContext, HotdeskDeps } from './context.ts';
import type { DeskRow } from './desks.ts';
import type { MacAddress, TenantId } from './ids.ts';

type Shown = { desk: DeskRow /** That of the certificate. */; mac: MacAddress; source: string };

/** Somebody holds the address of a desk and the certificate of a phone that is not the desk's. */
export async function noteOtherCertificate(deps: HotdeskDeps, { desk, mac, source }: Shown): Promise<void> {
  const actor = { kind: 'phone', mac, label: desk.displayName, door: 'phone', source } as const;
  const ctx: HotdeskContext = { ...deps, tenantId: desk.tenantId as TenantId, actor };
  const subject = { kind: 'desk' as const, id: desk.id, label: desk.displayName };
  await writeAudit(ctx, { action: 'desk.other_certificate', subject, details: { mac } });
}
