import { type HotdeskContext, inTransaction } from '../context.ts';
import { makeDesk } from '../create-desk.ts';
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
  const made = await inTransaction(ctx, async (tx) => {
    const made: Array<{ id: DeskId; eventId: number }> = [];
    for (const [place, desk] of input.desks.entries())
      made.push(await makeDesk(tx, desk, place).catch((error: unknown) => refuseAt(place, error)));
    return made;
  });
  const last = made.at(-1);
  if (last !== undefined) await ctx.barrier.applied(last.eventId);
  return { ids: made.map(({ id }) => id) };
}

function refuseAt(place: number, error: unknown): never {
  if (!isHotdeskError(error)) throw error;
  const there = <T>(named: Readonly<Record<string, T>> | undefined): Record<string, T> =>
    Object.fromEntries(
      Object.entries(named ?? {}).map(([field, value]) => [`desks.${place}.${field}`, value]),
    );
  throw new HotdeskError(error.code, error.message, {
    fields: there(error.fields),
    reasons: there(error.reasons),
  });
}
