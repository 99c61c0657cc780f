import { and, eq } from 'drizzle-orm';
import { extensions } from '#db/schema/index.ts';
import { lockSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
import { HotdeskError } from './errors.ts';
import { type Hidden, whyHidden } from './number-clashes.ts';

type Taken = { extension: string; kind: 'user' | 'desk'; ownerId: string };

/** Takes a number for a user or a desk. @throws HotdeskError `duplicate`; `invalid` where the dial plan hides it */
export const takeExtension = (ctx: HotdeskContext, taken: Taken): Promise<void> =>
  takeExtensions(ctx, [taken]);

/** Takes one for each, or none. @throws HotdeskError as `takeExtension` */
export async function takeExtensions(ctx: HotdeskContext, taken: readonly Taken[]): Promise<void> {
  const settings = await lockSettings(ctx);
  for (const [place, { extension }] of taken.entries()) {
    const hidden = whyHidden(extension, settings);
    if (hidden !== undefined) throw hiddenExtension(hidden, place);
  }
  const rows = await ctx.db
    .insert(extensions)
    .values(taken.map((one) => ({ tenantId: ctx.tenantId, ...one })))
    .onConflictDoNothing()
    .returning({ ownerId: extensions.ownerId });
  const place = taken.findIndex(({ ownerId }) => !rows.some((row) => row.ownerId === ownerId));
  const refused = taken[place];
  if (refused !== undefined) throw extensionInUse(refused.extension, place);
}

export function hiddenExtension({ message, reason }: Hidden, place?: number): HotdeskError {
  const [fields, reasons] = [{ extension: message }, { extension: reason }];
  return new HotdeskError('invalid', message, { fields, reasons, place });
}

export function extensionInUse(extension: string, place?: number): HotdeskError {
  const message = `Extension ${extension} is in use.`;
  const fields = { extension: message };
  return new HotdeskError('duplicate', message, { fields, place });
}

export async function giveBackExtension(ctx: HotdeskContext, extension: string): Promise<void> {
  await ctx.db
    .delete(extensions)
    .where(and(eq(extensions.tenantId, ctx.tenantId), eq(extensions.extension, extension)));
}
