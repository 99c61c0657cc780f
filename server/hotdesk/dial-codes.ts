import { eq } from 'drizzle-orm';
import { tenants } from '#db/schema/index.ts';
import type { Db } from './context.ts';
import type { TenantId } from './ids.ts';
import { type TenantSettings, tenantSettings } from './tenant-settings.ts';

export type DialCodes = Pick<TenantSettings, 'logInCode' | 'logOutCode'>;

/** What people key to log in and out: a tenant's own codes, or those of the only tenant; null where there are more. */
export async function dialCodes(db: Db, tenantId: TenantId | undefined): Promise<DialCodes | null> {
  const rows = await db
    .select({ settings: tenants.settings })
    .from(tenants)
    .where(tenantId === undefined ? undefined : eq(tenants.id, tenantId))
    .limit(2);
  const [tenant, another] = rows;
  if (tenant === undefined || another !== undefined) return null;
  const { logInCode, logOutCode } = tenantSettings(tenant.settings);
  return { logInCode, logOutCode };
}
