import { checkPhone } from './check-phone.ts';
import type { HotdeskContext } from './context.ts';
import type { MacAddress } from './ids.ts';
import type { KnowMakes } from './phone-evidence.ts';
import { type PhonePage, toEvidence, toPhonePage } from './phone-page-view.ts';
import { readPhoneRows } from './phone-rows.ts';

/**
 * Everything that is known of a phone, and why it does not work.
 *
 * @throws HotdeskError `not_found` also for phones that are not this tenant's to see
 */
export async function getPhonePage({
  ctx,
  input,
  knowMakes,
}: {
  ctx: HotdeskContext;
  input: { mac: MacAddress };
  knowMakes: KnowMakes;
}): Promise<PhonePage> {
  const rows = await readPhoneRows(ctx, input.mac);
  const nowMs = ctx.clock.nowMs();
  const { desk, phone } = rows;
  const make = knowMakes(desk?.vendor ?? phone.vendor ?? '', phone.model ?? desk?.model ?? null);
  const checks = checkPhone(toEvidence(rows, { make, nowMs }));
  return toPhonePage(rows, { make, checks });
}
