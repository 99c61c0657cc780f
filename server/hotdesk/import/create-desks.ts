import { type HotdeskContext, inTransaction } from '../context.ts';
import { makeDesks } from '../create-desk.ts';
import { HotdeskError, isHotdeskError } from '../errors.ts';
import type { DeskId } from '../ids.ts';
import type { CreateDesksInput } from './schemas.ts';

/**
 * Makes some desks, all or none. They are few at a time, so that who logs in meanwhile hardly waits for them.
 *
 * @throws HotdeskError as `createDesk`, the fields named by their place: `desks.3.extension`
 */
export async function createDesks({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: CreateDesksInput;
}): Promise<{ ids: DeskId[] }> {
  const { ids, eventId } = await inTransaction(ctx, (tx) => makeDesks(tx, input.desks)).catch(refuseAtPlace);
  await ctx.barrier.applied(eventId);
  return { ids };
}

function refuseAtPlace(error: unknown): never {
  if (!isHotdeskError(error)) throw error;
  const { code, message, place = 0 } = error;
  const there = <T>(named: Readonly<Record<string, T>> = {}): Record<string, T> =>
    Object.fromEntries(Object.entries(named).map(([field, value]) => [`desks.${place}.${field}`, value]));
  throw new HotdeskError(code, message, { fields: there(error.fields), reasons: there(error.reasons) });
}
