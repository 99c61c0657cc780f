import { and, eq } from 'drizzle-orm';
import { extensions } from '#db/schema/index.ts';
import { lockSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
import { HotdeskError } from './errors.ts';
import { type Hidden, whyHidden } from './number-clashes.ts';

/** Takes a number for a user or a desk. @throws HotdeskError `duplicate`; `invalid` where the dial plan hides it */
export async function takeExtension(
  ctx: HotdeskContext,
  taken: { extension: string; kind: 'user' | 'desk'; ownerId: string },
): Promise<void> {
  const hidden = whyHidden(taken.extension, await lockSettings(ctx));
  if (hidden !== undefined) throw hiddenExtension(hidden);
  const rows = await ctx.db
    .insert(extensions)
    .values({ tenantId: ctx.tenantId, ...taken })
    .onConflictDoNothing()
    .returning({ extension: extensions.extension });
  if (rows.length === 0) throw extensionInUse(taken.extension);
}

export function hiddenExtension({ message, reason }: Hidden): HotdeskError {
  return new HotdeskError('invalid', message, {
    fields: { extension: message },
    reasons: { extension: reason },
  });
}

export function extensionInUse(extension: string): HotdeskError {
  const message = `Extension ${extension} is in use.`;
  return new HotdeskError('duplicate', message, { fields: { extension: message } });
}

export async function giveBackExtension(ctx: HotdeskContext, extension: string): Promise<void> {
  await ctx.db
    .delete(extensions)
    .where(and(eq(extensions.tenantId, ctx.tenantId), eq(extensions.extension, extension)));
}
