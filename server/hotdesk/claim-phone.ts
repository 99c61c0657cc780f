import { and, eq, gt, isNull } from 'drizzle-orm';
import { phones, waitingPhones } from '#db/schema/index.ts';
import { attemptWasRight, attemptWasWrong, type Counted, reserveAttempt } from './attempt-limits.ts';
import { writeAudit } from './audit.ts';
import { claimCodeHash } from './claim-code.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import type { MacAddress } from './ids.ts';
import { organisationName } from './overview.ts';
import { type PhoneView, toPhoneView } from './phones.ts';
import type { ClaimPhoneInput } from './schemas.ts';
import { waitOtherwise } from './waiting-phones.ts';

type PhoneRow = typeof phones.$inferSelect;

/**
 * A phone of nobody is this tenant's from now on, by the code that it shows: whoever knows it stands before the phone.
 * A code works once. Wrong ones are counted for the whole tenant.
 *
 * @throws HotdeskError `wrong_code`; `locked`, with nothing looked at, after too many of them
 */
export async function claimPhone({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: ClaimPhoneInput;
}): Promise<PhoneView> {
  const counted: Counted[] = [{ scope: 'claim', key: ctx.tenantId }];
  await reserveAttempt(ctx, counted);
  const phone = await inTransaction(ctx, (tx) => claim(tx, input.code));
  if (phone === undefined) {
    await inTransaction(ctx, (tx) => refuse(tx, counted));
    throw new HotdeskError('wrong_code', 'No phone shows this code now. Look at the phone once more.');
  }
  await attemptWasRight(ctx, counted);
  return toPhoneView({ phone, deskId: null });
}

async function claim(ctx: HotdeskContext, code: string): Promise<PhoneRow | undefined> {
  const isThis = eq(waitingPhones.codeHash, claimCodeHash(ctx.secrets, code));
  const [shown] = await ctx.db
    .select({ mac: waitingPhones.mac })
    .from(waitingPhones)
    .where(and(isThis, gt(waitingPhones.expiresAt, now(ctx))));
  if (shown === undefined) return undefined;
  // Of two who type it at once the second finds it taken.
  const [phone] = await ctx.db
    .update(phones)
    .set({ tenantId: ctx.tenantId, firstSeenAt: now(ctx) })
    .where(and(eq(phones.mac, shown.mac), isNull(phones.tenantId)))
    .returning();
  if (phone === undefined) return undefined;
  const mac = phone.mac as MacAddress;
  await waitOtherwise(ctx, mac, { expiresAt: null });
  await writeAudit(ctx, { action: 'phone.claimed', subject: { kind: 'phone', id: mac, label: mac } });
  await writeEvent(ctx, { type: 'phone', what: 'seen', tenantId: ctx.tenantId, mac });
  return phone;
}

async function refuse(ctx: HotdeskContext, counted: readonly Counted[]): Promise<void> {
  const isLocked = (await attemptWasWrong(ctx, counted)).length > 0;
  const label = await organisationName(ctx.db, ctx.tenantId);
  const subject = { kind: 'tenant' as const, id: ctx.tenantId, label };
  await writeAudit(ctx, {
    action: 'phone.claim_refused',
    subject,
    ...(isLocked ? { details: { locked: true } } : {}),
  });
}
