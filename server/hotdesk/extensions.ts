import { and, eq } from 'drizzle-orm';
import { extensions } from '#db/schema/index.ts';
import { lockSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
import { HotdeskError } from './errors.ts';
import { whyHidden } from './number-clashes.ts';

/** Takes a number for a user or a desk. @throws HotdeskError `duplicate`; `invalid` where the dial plan hides it */
export async function takeExtension(
  ctx: HotdeskContext,
  taken: { extension: string; kind: 'user' | 'desk'; ownerId: string },
): Promise<void> {
  const hidden = whyHidden(taken.extension, await lockSettings(ctx));
  if (hidden !== undefined) {
    const { message, reason } = hidden;
    const [fields, reasons] = [{ extension: message }, { extension: reason }];
    throw new HotdeskError('invalid', message, { fields, reasons });
  }
  const rows = await ctx.db
    .insert(extensions)
    .values({ tenantId: ctx.tenantId, ...taken })
    .onConflictDoNothing()
    .returning({ extension: extensions.extension });
  if (rows.length > 0) return;
  const message = `Extension ${taken.extension} is in use.`;
  throw new HotdeskError('duplicate', message, { fields: { extension: message } });
}

export async function giveBackExtension(ctx: HotdeskContext, extension: string): Promise<void> {
  await ctx.db
    .delete(extensions)
    .where(and(eq(extensions.tenantId, ctx.tenantId), eq(extensions.extension, extension)));
}
