import { eq, inArray } from 'drizzle-orm';
import { desks, phones } from '#db/schema/index.ts';
import { type HotdeskContext, now } from './context.ts';
import { HotdeskError } from './errors.ts';
import { hasSeveralTenants } from './phones-to-see.ts';
import type { CreateDeskInput } from './schemas.ts';
import { dateAfterLastDesk } from './version-date.ts';
import { endWaiting } from './waiting-phones.ts';

type Adopted = Pick<CreateDeskInput, 'mac' | 'vendor' | 'model'> & { deskId: string };

/**
 * The phones are this tenant's from now on; what they told of themselves fills what was left open. One that waits for its
 * desk finds it where it looks already.
 *
 * @throws HotdeskError `duplicate` for another tenant's, `forbidden` for one that must be claimed first
 */
export async function adoptPhones(ctx: HotdeskContext, adopted: readonly Adopted[]): Promise<void> {
  const macs = adopted.map(({ mac }) => mac);
  await requireFree(ctx, macs);
  const known = new Map((await takePhones(ctx, adopted)).map((phone) => [phone.mac, phone]));
  const tokens = await endWaiting(ctx.db, macs);
  for (const { deskId, mac, model: given } of adopted) {
    const { model, versionAt } = known.get(mac) ?? {};
    if (versionAt) await dateAfterLastDesk(ctx, deskId, versionAt);
    const configToken = tokens.get(mac);
    const told = {
      ...(configToken !== undefined && { configToken }),
      ...((given ?? null) === null && model && { model }),
    };
    if (Object.keys(told).length > 0) await ctx.db.update(desks).set(told).where(eq(desks.id, deskId));
  }
}

function takePhones(ctx: HotdeskContext, adopted: readonly Adopted[]) {
  const at = now(ctx);
  return ctx.db
    .insert(phones)
    .values(
      adopted.map(({ mac, vendor, model }) => ({
        ...{ mac, tenantId: ctx.tenantId, vendor, model: model ?? null },
        ...{ firstSeenAt: at, lastSeenAt: at },
      })),
    )
    .onConflictDoUpdate({ target: phones.mac, set: { tenantId: ctx.tenantId } })
    .returning({ mac: phones.mac, model: phones.model, versionAt: phones.versionAt });
}

async function requireFree(ctx: HotdeskContext, macs: readonly string[]): Promise<void> {
  const rows = await ctx.db
    .select()
    .from(phones)
    .where(inArray(phones.mac, [...macs]))
    .for('update');
  for (const phone of rows) {
    const refusal = await whyNotFree(ctx, phone, macs.indexOf(phone.mac));
    if (refusal !== undefined) throw refusal;
  }
}

/**
 * Why a tenant may not enter a phone; undefined when it may. One that nobody has heard of may be entered by whoever has
 * it: it comes by a link, or by its maker's service. So may one that has no way to show a code.
 */
export async function whyNotFree(
  { db, tenantId }: Pick<HotdeskContext, 'db' | 'tenantId'>,
  phone: Pick<typeof phones.$inferSelect, 'tenantId' | 'pnp'>,
  place = 0,
): Promise<HotdeskError | undefined> {
  if (phone.tenantId === tenantId) return undefined;
  if (phone.tenantId !== null) return takenPhone(place);
  const mustBeClaimed = phone.pnp?.canShowCode === true && (await hasSeveralTenants(db));
  return mustBeClaimed ? unclaimedPhone(place) : undefined;
}

/** Says what to do, and not whose it is. */
function takenPhone(place: number): HotdeskError {
  const message = 'This phone belongs to somebody else on this installation, who must give it back first.';
  return new HotdeskError('duplicate', message, {
    fields: { mac: message },
    reasons: { mac: { code: 'taken_phone', about: '' } },
    place,
  });
}

function unclaimedPhone(place: number): HotdeskError {
  const message = 'This phone is on the network and nobody’s yet. Claim it first, by the code that it shows.';
  return new HotdeskError('forbidden', message, {
    fields: { mac: message },
    reasons: { mac: { code: 'unclaimed_phone', about: '' } },
    place,
  });
}
