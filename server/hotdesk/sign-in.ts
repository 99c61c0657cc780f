import { and, eq } from 'drizzle-orm';
import { portalAccounts } from '#db/schema/index.ts';
import {
  attemptWasNotMade,
  attemptWasRight,
  attemptWasWrong,
  type Counted,
  reserveAttempt,
} from './attempt-limits.ts';
import { writeAudit } from './audit.ts';
import type { Db, HotdeskDeps } from './context.ts';
import { HotdeskError } from './errors.ts';
import type { TenantId } from './ids.ts';

export type PortalAccount = {
  id: string;
  tenantId: TenantId;
  email: string;
  name: string;
  role: 'owner' | 'admin' | 'user';
  epoch: number;
};

type Input = { email: string; password: string; source: string };

/**
 * Signs in to the portal. An unknown address and a wrong password look the same.
 *
 * @throws HotdeskError `locked`, `unauthorized`, `busy`
 */
export async function verifySignIn(deps: HotdeskDeps, input: Input): Promise<PortalAccount> {
  const email = input.email.trim().toLowerCase();
  const counted: Counted[] = [{ scope: 'portal', key: email }];
  await reserveAttempt(deps, counted);
  const [row] = await deps.db.select().from(portalAccounts).where(eq(portalAccounts.email, email));
  const isRight = await deps.pins.verify(row?.passwordHash, input.password).catch(async (error: unknown) => {
    await attemptWasNotMade(deps, counted);
    throw error;
  });
  if (row === undefined || !isRight) {
    await attemptWasWrong(deps, counted);
    throw new HotdeskError('unauthorized', 'That e-mail address and password do not go together.');
  }
  await attemptWasRight(deps, counted);
  const account = toAccount(row);
  await deps.db.transaction(async (db) => {
    await db
      .update(portalAccounts)
      .set({ lastSignInAt: new Date(deps.clock.nowMs()) })
      .where(eq(portalAccounts.id, row.id));
    const actor = {
      kind: 'admin' as const,
      accountId: row.id,
      label: row.name,
      door: 'admin' as const,
      source: input.source,
    };
    const ctx = { ...deps, db, tenantId: account.tenantId, actor };
    await writeAudit(ctx, {
      action: 'account.signed_in',
      subject: { kind: 'account', id: row.id, label: row.email },
    });
  });
  return account;
}

/** The account of a sign-in that has not been ended since. */
export async function signedInAccount(
  db: Db,
  claim: { id: string; epoch: number },
): Promise<PortalAccount | undefined> {
  const [row] = await db
    .select()
    .from(portalAccounts)
    .where(and(eq(portalAccounts.id, claim.id), eq(portalAccounts.epoch, claim.epoch)));
  return row && toAccount(row);
}

const toAccount = (row: typeof portalAccounts.$inferSelect): PortalAccount => ({
  id: row.id,
  tenantId: row.tenantId as TenantId,
  email: row.email,
  name: row.name,
  role: row.role,
  epoch: row.epoch,
});
