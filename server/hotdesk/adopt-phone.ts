import { eq } from 'drizzle-orm';
import { desks, phones } from '#db/schema/index.ts';
import { type HotdeskContext, now } from './context.ts';
import { HotdeskError } from './errors.ts';
import { hasSeveralTenants } from './phones-to-see.ts';
import type { CreateDeskInput } from './schemas.ts';
import { dateAfterLastDesk } from './version-date.ts';
import { endWaiting } from './waiting-phones.ts';

type Input = Pick<CreateDeskInput, 'mac' | 'vendor' | 'model'>;

/**
 * The phone is this tenant's from now on; what it told of itself fills what was left open. One that waits for its desk
 * finds it where it looks already.
 *
 * @throws HotdeskError `duplicate` for another tenant's, `forbidden` for one that must be claimed first
 */
export async function adoptPhone(ctx: HotdeskContext, deskId: string, input: Input): Promise<void> {
  await requireFree(ctx, input.mac);
  const at = now(ctx);
  const [phone] = await ctx.db
    .insert(phones)
    .values({
      mac: input.mac,
      tenantId: ctx.tenantId,
      vendor: input.vendor,
      model: input.model ?? null,
      firstSeenAt: at,
      lastSeenAt: at,
    })
    .onConflictDoUpdate({ target: phones.mac, set: { tenantId: ctx.tenantId } })
    .returning({ model: phones.model, versionAt: phones.versionAt });
  if (phone?.versionAt) await dateAfterLastDesk(ctx, deskId, phone.versionAt);
  const configToken = await endWaiting(ctx.db, input.mac);
  if (configToken !== undefined) await ctx.db.update(desks).set({ configToken }).where(eq(desks.id, deskId));
  if (input.model !== undefined && input.model !== null) return;
  if (phone?.model) await ctx.db.update(desks).set({ model: phone.model }).where(eq(desks.id, deskId));
}

async function requireFree(ctx: HotdeskContext, mac: string): Promise<void> {
  const [phone] = await ctx.db.select().from(phones).where(eq(phones.mac, mac)).for('update');
  const refusal = phone && (await whyNotFree(ctx, phone));
  if (refusal !== undefined) throw refusal;
}

/**
 * Why a tenant may not enter a phone; undefined when it may. One that nobody has heard of may be entered by whoever has
 * it: it comes by a link, or by its maker's service. So may one that has no way to show a code.
 */
export async function whyNotFree(
  { db, tenantId }: Pick<HotdeskContext, 'db' | 'tenantId'>,
  phone: Pick<typeof phones.$inferSelect, 'tenantId' | 'pnp'>,
): Promise<HotdeskError | undefined> {
  if (phone.tenantId === tenantId) return undefined;
  if (phone.tenantId !== null) return takenPhone();
  const mustBeClaimed = phone.pnp?.canShowCode === true && (await hasSeveralTenants(db));
  return mustBeClaimed ? unclaimedPhone() : undefined;
}

/** Says what to do, and not whose it is. */
function takenPhone(): HotdeskError {
  const message = 'This phone belongs to somebody else on this installation, who must give it back first.';
  return new HotdeskError('duplicate', message, {
    fields: { mac: message },
    reasons: { mac: { code: 'taken_phone', about: '' } },
  });
}

function unclaimedPhone(): HotdeskError {
  const message = 'This phone is on the network and nobody’s yet. Claim it first, by the code that it shows.';
  return new HotdeskError('forbidden', message, {
    fields: { mac: message },
    reasons: { mac: { code: 'unclaimed_phone', about: '' } },
  });
}
