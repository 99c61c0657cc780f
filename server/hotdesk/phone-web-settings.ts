import { writeAudit } from './audit.ts';
import { changeSettings, readSettings } from './change-settings.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { writeEvent } from './events.ts';
import type { PhoneWebInput } from './schemas.ts';

/** Whether phones on the LAN that cannot be told by SIP are asked by their own web pages to look again. */
export type PhoneWebView = { asked: boolean };

export async function getPhoneWeb({ ctx }: { ctx: HotdeskContext }): Promise<PhoneWebView> {
  const { asksPhoneWebPages } = await readSettings(ctx);
  return { asked: asksPhoneWebPages };
}

/** Phones on the LAN are told, so that they know who may ask. */
export async function setPhoneWeb({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: PhoneWebInput;
}): Promise<PhoneWebView> {
  const eventId = await inTransaction(ctx, async (tx) => {
    await changeSettings(tx, { asksPhoneWebPages: input.asked });
    const { tenantId } = tx;
    const subject = { kind: 'tenant' as const, id: tenantId, label: 'Web pages of phones' };
    await writeAudit(tx, { action: 'phone_web.changed', subject, details: { asked: input.asked } });
    return writeEvent(tx, { type: 'tenant', what: 'edited', tenantId });
  });
  await ctx.barrier.applied(eventId);
  return getPhoneWeb({ ctx });
}
