import { and, eq } from 'drizzle-orm';
import { rpsEntries } from '#db/schema/index.ts';
import { writeAudit } from '../audit.ts';
import { type HotdeskContext, inTransaction } from '../context.ts';
import { type DeskRow, getDesk, lockDesk } from '../desks.ts';
import { HotdeskError } from '../errors.ts';
import { isRpsErrorCode, rpsSentence } from './error-codes.ts';
import { shownLink } from './shown-link.ts';
import { beginning, chooseProvider, NEXT_REVISION, tellOfEntry } from './want-entry.ts';

export type RpsEntryRow = typeof rpsEntries.$inferSelect;
type OfDesk = { ctx: HotdeskContext; input: { id: string } };

/** How a desk's phone stands at its maker's service, as the API answers it. */
export type RpsView = {
  provider: string;
  state: RpsEntryRow['state'];
  error?: { code: string; message: string };
  /** Since when. */
  at: string;
};

/** What only the page of a desk tells. */
export type RpsOfDesk = {
  wanted: RpsEntryRow['wanted'];
  /** What the phone may ask its user for before it follows. */
  pin: string | null;
  /** What stood there before Perch first wrote, as `shownLink` shows it. */
  formerUrl: string | null;
  /** What stands there instead of what is wanted, as `shownLink` shows it. */
  foundUrl: string | null;
  /** When the link was last read back there. */
  assignedAt: string | null;
  /** When it was last looked whether it still stands there. */
  checkedAt: string | null;
  /** When Perch tries again by itself to write it. */
  nextTryAt: string | null;
  /** What the maker calls what went wrong, for its support. */
  vendorCode: string | null;
};

export const isEntry = ({ tenantId }: Pick<HotdeskContext, 'tenantId'>, mac: string) =>
  and(eq(rpsEntries.tenantId, tenantId), eq(rpsEntries.mac, mac));

export function toRpsView(row: RpsEntryRow | null): RpsView | null {
  if (row === null) return null;
  const { provider, state, errorCode: code, stateAt } = row;
  return {
    ...{ provider, state, at: stateAt.toISOString() },
    ...(isRpsErrorCode(code) ? { error: { code, message: rpsSentence(code) } } : {}),
  };
}

/** @throws HotdeskError `not_found` */
export async function getRpsOfDesk({ ctx, input }: OfDesk): Promise<RpsOfDesk | null> {
  const { rps } = await getDesk({ ctx, input });
  if (rps === null) return null;
  const { wanted, pin, formerUrl, foundUrl, assignedAt, task, dueAt, checkedAt, vendorCode } = rps;
  return {
    ...{ wanted, pin, vendorCode },
    formerUrl: formerUrl && shownLink(formerUrl),
    foundUrl: foundUrl && shownLink(foundUrl),
    assignedAt: assignedAt?.toISOString() ?? null,
    checkedAt: checkedAt?.toISOString() ?? null,
    nextTryAt: (task === 'write' && dueAt?.toISOString()) || null,
  };
}

/**
 * The job again, now. Whoever asks for it has seen what stands there: another link of the same account is overwritten.
 *
 * @throws HotdeskError `not_found`, `invalid` for a desk that is not saved to a redirection service
 */
export async function syncRps({ ctx, input }: OfDesk): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const desk = await lockDesk(tx, input.id);
    if (desk.provisioning !== 'rps') throw notSaved();
    await tryAgain(tx, desk);
    await writeAudit(tx, {
      action: 'rps.sync_asked',
      subject: { kind: 'desk', id: desk.id, label: desk.displayName },
    });
  });
}

async function tryAgain(ctx: HotdeskContext, { mac, vendor }: DeskRow): Promise<void> {
  const provider = await chooseProvider(ctx, vendor);
  await ctx.db
    .update(rpsEntries)
    .set({ provider, ...beginning(ctx, provider), mayReplace: true, revision: NEXT_REVISION })
    .where(isEntry(ctx, mac));
  await tellOfEntry(ctx, mac);
}

function notSaved(): HotdeskError {
  const message = 'This desk is not saved to a redirection service. Choose RPS as its provisioning first.';
  return new HotdeskError('invalid', message, { fields: { provisioning: message } });
}
