import { readSettings, saveSettings } from './change-settings.ts';
import type { HotdeskContext } from './context.ts';
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
  const { asked } = input;
  const changed = { action: 'phone_web.changed', label: 'Web pages of phones', details: { asked } } as const;
  await saveSettings(ctx, { asksPhoneWebPages: asked }, changed);
  return getPhoneWeb({ ctx });
}
