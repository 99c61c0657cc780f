import { and, eq, isNull } from 'drizzle-orm';
import { apiTokens } from '#db/schema/index.ts';
import type { Db } from './context.ts';
import type { TenantId } from './ids.ts';
import { tokenHash } from './token-hash.ts';

export type ApiToken = { tokenId: string; tenantId: TenantId; name: string; role: 'admin' | 'readonly' };

/** Whose token this is; undefined for none, or one that was revoked. */
export async function verifyApiToken(db: Db, token: string): Promise<ApiToken | undefined> {
  const [row] = await db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.tokenHash, tokenHash(token)), isNull(apiTokens.revokedAt)));
  return row && { tokenId: row.id, tenantId: row.tenantId as TenantId, name: row.name, role: row.role };
}
