import { count, eq } from 'drizzle-orm';
import { apiTokens, installation, portalAccounts, tenants } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskDeps, inTransaction } from './context.ts';
import { HotdeskError } from './errors.ts';
import { newId, newSecretToken, type TenantId } from './ids.ts';
import type { SetUpInput } from './schemas.ts';
import { tokenHash } from './token-hash.ts';

/**
 * Looks whether this is the database that belongs to the server's key, and makes its one row on the first start.
 * While nobody can sign in every start makes a new one-time set-up token.
 *
 * @throws HotdeskError `invalid` when the database was made with another key
 */
export async function ensureInstallation(deps: HotdeskDeps): Promise<{ setupToken: string | null }> {
  return deps.db.transaction(async (db) => {
    const createdAt = new Date(deps.clock.nowMs());
    await db
      .insert(installation)
      .values({ id: 1, secretFingerprint: deps.secrets.fingerprint, createdAt })
      .onConflictDoNothing();
    const [row] = await db.select().from(installation).where(eq(installation.id, 1)).for('update');
    if (row?.secretFingerprint !== deps.secrets.fingerprint) {
      throw new HotdeskError('invalid', 'PERCH_SECRET: this is not the key that the database was made with.');
    }
    const [has] = await db.select({ accounts: count() }).from(portalAccounts);
    const setupToken = has?.accounts === 0 ? newSecretToken(deps.random) : null;
    await db.update(installation).set({ setupTokenHash: setupToken === null ? null : tokenHash(setupToken) });
    return { setupToken };
  });
}

/** Whether a set-up link is the one that was printed last and still unused. */
export async function isSetupToken(deps: Pick<HotdeskDeps, 'db'>, token: string): Promise<boolean> {
  const [row] = await deps.db.select().from(installation).where(eq(installation.id, 1));
  return row?.setupTokenHash === tokenHash(token);
}

type Owner = Omit<SetUpInput, 'token'>;

/**
 * Makes the owner, once, and the first tenant unless an API token has made it already.
 *
 * @throws HotdeskError `not_found` for a link that is not, or no longer, the one
 */
export async function setUp(
  deps: HotdeskDeps,
  input: SetUpInput,
): Promise<{ tenantId: TenantId; accountId: string }> {
  // Nobody makes us hash passwords for a link that they made up.
  if (!(await isSetupToken(deps, input.token))) throw usedLink();
  const passwordHash = await deps.pins.hash(input.password);
  return deps.db.transaction(async (db) => {
    const [row] = await db.select().from(installation).where(eq(installation.id, 1)).for('update');
    if (row?.setupTokenHash !== tokenHash(input.token)) throw usedLink();
    return setUpTenant({ ...deps, db }, { ...input, passwordHash });
  });
}

const usedLink = (): HotdeskError =>
  new HotdeskError(
    'not_found',
    'This set-up link is not valid any more. Start Perch again to get a new one.',
  );

/** What the environment may ask for on the first start. */
export type FirstStart = {
  admin: { email: string; password: string } | undefined;
  apiToken: string | undefined;
};

/** Makes tenant, owner and API token as the environment says, on the first start only. */
export async function setUpFromEnvironment(
  deps: HotdeskDeps,
  { admin, apiToken }: FirstStart,
): Promise<void> {
  if (admin === undefined && apiToken === undefined) return;
  const passwordHash = admin && (await deps.pins.hash(admin.password));
  await deps.db.transaction(async (db) => {
    await db.select().from(installation).where(eq(installation.id, 1)).for('update');
    const [has] = await db.select({ tenants: count() }).from(tenants);
    if (has?.tenants !== 0) return;
    const tx = { ...deps, db };
    const owner =
      admin && passwordHash
        ? { organisation: 'Perch', name: 'Owner', email: admin.email, passwordHash }
        : null;
    const { tenantId } = await setUpTenant(tx, owner);
    if (apiToken !== undefined) await storeApiToken(tx, { tenantId, name: 'First start', token: apiToken });
  });
}

async function setUpTenant(
  deps: HotdeskDeps,
  owner: (Omit<Owner, 'password'> & { passwordHash: string }) | null,
): Promise<{ tenantId: TenantId; accountId: string }> {
  const [before] = await deps.db.select({ id: tenants.id }).from(tenants).orderBy(tenants.createdAt).limit(1);
  const tenantId = (before?.id as TenantId | undefined) ?? newId<TenantId>(deps.random);
  const accountId = newId<string>(deps.random);
  const createdAt = new Date(deps.clock.nowMs());
  const name = owner?.organisation ?? 'Perch';
  await deps.db
    .insert(tenants)
    .values({ id: tenantId, name, createdAt })
    .onConflictDoUpdate({ target: tenants.id, set: { name } });
  if (owner !== null) {
    const { passwordHash } = owner;
    const email = owner.email.toLowerCase();
    const account = { id: accountId, tenantId, email, name: owner.name, passwordHash, createdAt };
    await deps.db.insert(portalAccounts).values({ ...account, role: 'owner' });
  }
  await deps.db.update(installation).set({ setupTokenHash: null });
  const actor = {
    kind: 'system' as const,
    job: 'set-up',
    label: 'Set-up',
    door: 'system' as const,
    source: 'set-up',
  };
  await inTransaction({ ...deps, tenantId, actor }, (tx) =>
    writeAudit(tx, {
      action: 'tenant.created',
      subject: { kind: 'tenant', id: tenantId, label: name },
    }),
  );
  return { tenantId, accountId };
}

async function storeApiToken(
  deps: HotdeskDeps,
  { tenantId, name, token }: { tenantId: TenantId; name: string; token: string },
): Promise<void> {
  await deps.db.insert(apiTokens).values({
    id: newId<string>(deps.random),
    tenantId,
    name,
    tokenHash: tokenHash(token),
    role: 'admin',
    createdAt: new Date(deps.clock.nowMs()),
  });
}
