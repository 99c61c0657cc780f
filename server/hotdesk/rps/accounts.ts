import { and, asc, eq, inArray } from 'drizzle-orm';
import { DEFAULT_CALLS_PER_MINUTE, rpsAccounts, rpsEntries } from '#db/schema/index.ts';
import { writeAudit } from '../audit.ts';
import { type HotdeskContext, inTransaction, now } from '../context.ts';
import type { Links } from '../desk-view.ts';
import { HotdeskError } from '../errors.ts';
import { writeEvent } from '../events.ts';
import { sealed } from '../gateway-changes.ts';
import { newSecretToken } from '../ids.ts';
import { isRpsErrorCode, type RpsErrorCode, rpsSentence } from './error-codes.ts';
import {
  isRpsProviderId,
  MANUAL,
  type RpsProviderId,
  rpsProviderIds,
  sharesAddress,
  vendorOfProvider,
} from './providers.ts';
import { sharedUrl } from './shared-address.ts';
import { beginning, chooseProvider, NEXT_REVISION, tellOfEntries } from './want-entry.ts';

/** What anybody may know of an account: not what its secrets are. */
export type RpsAccountView = {
  provider: RpsProviderId;
  vendor: string;
  configured: boolean;
  /** Field → whether it is set. */
  fields: Record<string, boolean>;
  callsPerMinute: number;
  /** Nothing is written: each phone is only looked up, and it is told what would be done. */
  dryRun: boolean;
  /** Null: never tested since the credentials were set. */
  test: { at: string; error: { code: string; message: string } | null } | null;
  /** What phones start from whose service keeps no link for each: to be set once in the maker's portal. */
  sharedUrl: string | null;
  updatedAt: string | null;
};

type AccountRow = typeof rpsAccounts.$inferSelect;
type PhoneLinks = Pick<Links, 'phonesUrl'>;
type ByProvider = { ctx: HotdeskContext; input: { provider: string } };
type Shown = ByProvider & { links: PhoneLinks };

export const isAccount = ({ tenantId }: Pick<HotdeskContext, 'tenantId'>, provider: string) =>
  and(eq(rpsAccounts.tenantId, tenantId), eq(rpsAccounts.provider, provider));

/** Every service that there is, and whether the tenant has an account there. */
export async function listRpsAccounts({
  ctx,
  links,
}: {
  ctx: HotdeskContext;
  links: PhoneLinks;
}): Promise<RpsAccountView[]> {
  const rows = await ctx.db
    .select()
    .from(rpsAccounts)
    .where(eq(rpsAccounts.tenantId, ctx.tenantId))
    .orderBy(asc(rpsAccounts.provider));
  return rpsProviderIds.map((id) =>
    toView(
      id,
      rows.find(({ provider }) => provider === id),
      links,
    ),
  );
}

/** @throws HotdeskError `not_found` for a service that there is not */
export async function getRpsAccount({ ctx, input, links }: Shown): Promise<RpsAccountView> {
  const provider = requireProvider(input.provider);
  const [row] = await ctx.db.select().from(rpsAccounts).where(isAccount(ctx, provider));
  return toView(provider, row, links);
}

/** The credentials themselves, for the provider alone. @throws HotdeskError `not_found` where there is no account */
export async function rpsCredentials({ ctx, input }: ByProvider): Promise<unknown> {
  const [row] = await ctx.db
    .select()
    .from(rpsAccounts)
    .where(isAccount(ctx, requireProvider(input.provider)));
  if (row === undefined) throw noAccount();
  return openCredentials(ctx, row);
}

/** Undefined for what another key sealed. */
export function openCredentials({ secrets }: Pick<HotdeskContext, 'secrets'>, row: AccountRow): unknown {
  const text = secrets.open(row.credentials);
  return text === undefined ? undefined : JSON.parse(text);
}

type How = { callsPerMinute?: number | undefined; dryRun?: boolean | undefined };
type Settings = How & { provider: RpsProviderId; credentials: Record<string, unknown> };

/**
 * Keeps the credentials of an account, which must have been checked for their form. Phones of that maker that wait for an account, or
 * failed, are written from the beginning.
 */
export async function setRpsAccount({
  ctx,
  links,
  input: { provider, credentials, ...how },
}: {
  ctx: HotdeskContext;
  links: PhoneLinks;
  input: Settings;
}): Promise<RpsAccountView> {
  const text = sealed(ctx, JSON.stringify(credentials)) as string;
  const fields = Object.keys(credentials).filter((name) => credentials[name] !== undefined);
  const values = { credentials: text, fields, ...toColumns(how), updatedAt: now(ctx) };
  const untested = { testedAt: null, testError: null, pausedUntil: null };
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .insert(rpsAccounts)
      .values({
        ...{ tenantId: tx.tenantId, provider, ...values },
        ...{ sharedToken: newSecretToken(tx.random), createdAt: now(tx) },
      })
      .onConflictDoUpdate({
        target: [rpsAccounts.tenantId, rpsAccounts.provider],
        set: { ...values, ...untested },
      });
    await beginAnew(tx, provider);
    await audit(tx, 'rps_account.set', provider);
  });
  return getRpsAccount({ ctx, links, input: { provider } });
}

/** How an account is used. @throws HotdeskError `not_found` where there is none */
export async function changeRpsAccount({
  ctx,
  links,
  input: { provider: given, patch },
}: {
  ctx: HotdeskContext;
  links: PhoneLinks;
  input: { provider: string; patch: How };
}): Promise<RpsAccountView> {
  const provider = requireProvider(given);
  await inTransaction(ctx, async (tx) => {
    const changed = await tx.db
      .update(rpsAccounts)
      .set({ ...toColumns(patch), updatedAt: now(tx) })
      .where(isAccount(tx, provider))
      .returning({ provider: rpsAccounts.provider });
    if (changed.length === 0) throw noAccount();
    if (patch.dryRun !== undefined) await beginAnew(tx, provider);
    await audit(tx, 'rps_account.set', provider);
  });
  return getRpsAccount({ ctx, links, input: { provider } });
}

const toColumns = ({ callsPerMinute, dryRun }: How) => ({
  ...(callsPerMinute === undefined ? {} : { callsPerMinute }),
  ...(dryRun === undefined ? {} : { isDryRun: dryRun }),
});

/** Forgets an account. What stands at the service stays there. @throws HotdeskError `not_found` */
export async function removeRpsAccount({ ctx, input }: ByProvider): Promise<void> {
  const provider = requireProvider(input.provider);
  await inTransaction(ctx, async (tx) => {
    const removed = await tx.db.delete(rpsAccounts).where(isAccount(tx, provider)).returning();
    if (removed.length === 0) throw noAccount();
    await beginAnew(tx, provider);
    await audit(tx, 'rps_account.removed', provider);
  });
}

/** How a test of the credentials went. */
export async function noteRpsTest(
  ctx: HotdeskContext,
  provider: string,
  error: RpsErrorCode | null,
): Promise<void> {
  await ctx.db
    .update(rpsAccounts)
    .set({ testedAt: now(ctx), testError: error })
    .where(isAccount(ctx, provider));
  await writeEvent(ctx, { type: 'tenant', what: 'edited', tenantId: ctx.tenantId });
}

/** Entries of this maker that are not done yet go to the account that there now is. */
async function beginAnew(ctx: HotdeskContext, provider: RpsProviderId): Promise<void> {
  const vendor = vendorOfProvider(provider);
  const chosen = await chooseProvider(ctx, vendor);
  const rows = await ctx.db
    .update(rpsEntries)
    .set({ provider: chosen, ...beginning(ctx, chosen), revision: NEXT_REVISION })
    .where(
      and(
        eq(rpsEntries.tenantId, ctx.tenantId),
        eq(rpsEntries.vendor, vendor),
        inArray(rpsEntries.provider, [MANUAL, provider]),
        inArray(rpsEntries.state, ['manual', 'failed', 'pending']),
      ),
    )
    .returning({ mac: rpsEntries.mac });
  await tellOfEntries(ctx, rows);
}

const audit = (ctx: HotdeskContext, action: 'rps_account.set' | 'rps_account.removed', provider: string) =>
  writeAudit(ctx, { action, subject: { kind: 'rps_account', id: provider, label: provider } });

/** @throws HotdeskError `not_found` */
export function requireProvider(provider: string): RpsProviderId {
  if (isRpsProviderId(provider)) return provider;
  const known = rpsProviderIds.join(', ');
  throw new HotdeskError('not_found', `There is no such redirection service. Known are: ${known}.`);
}

const noAccount = () => new HotdeskError('not_found', 'There is no account at this redirection service.');

function toView(provider: RpsProviderId, row: AccountRow | undefined, links: PhoneLinks): RpsAccountView {
  const code = row?.testError ?? null;
  return {
    provider,
    vendor: vendorOfProvider(provider),
    configured: row !== undefined,
    fields: Object.fromEntries((row?.fields ?? []).map((name) => [name, true])),
    callsPerMinute: row?.callsPerMinute ?? DEFAULT_CALLS_PER_MINUTE,
    dryRun: row?.isDryRun ?? false,
    test: row?.testedAt
      ? {
          at: row.testedAt.toISOString(),
          error: isRpsErrorCode(code) ? { code, message: rpsSentence(code) } : null,
        }
      : null,
    sharedUrl: row !== undefined && sharesAddress(provider) ? sharedUrl(links, row.sharedToken) : null,
    updatedAt: row?.updatedAt.toISOString() ?? null,
  };
}
