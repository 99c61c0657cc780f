import { eq } from 'drizzle-orm';
import { phones } from '#db/schema/index.ts';
import { writeAudit } from './audit.ts';
import { type HotdeskContext, inTransaction } from './context.ts';
import { lockDesk } from './desks.ts';
import type { KnowMakes } from './phone-evidence.ts';

export type FactoryPage = {
  /** Of the phone's own web page; null = nobody knows where it is. */
  url: string | null;
  username: string;
  /** Null = Perch cannot set it on such a phone: it has its maker's or somebody's. */
  password: string | null;
  /** False: it has not fetched its configuration, and has its maker's password or somebody's. */
  hasPassword: boolean;
};

/**
 * The way into the phone's own web page. That it was shown, and to whom, stands in the audit log.
 *
 * @throws HotdeskError `not_found`
 */
export function showFactoryPage({
  ctx,
  input,
  knowMakes,
}: {
  ctx: HotdeskContext;
  input: { id: string };
  knowMakes: KnowMakes;
}): Promise<FactoryPage> {
  return inTransaction(ctx, async (tx) => {
    const desk = await lockDesk(tx, input.id);
    const [phone] = await tx.db.select({ ip: phones.ip }).from(phones).where(eq(phones.mac, desk.mac));
    const subject = { kind: 'desk' as const, id: desk.id, label: desk.displayName };
    await writeAudit(tx, { action: 'desk.factory_page_shown', subject, details: { mac: desk.mac } });
    const ip = phone?.ip ?? null;
    const { adminUsername, adminPasswordOf, keepsAdminPassword } = knowMakes(desk.vendor, desk.model);
    return {
      url: ip === null ? null : `http://${ip.includes(':') ? `[${ip}]` : ip}/`,
      username: adminUsername,
      password: keepsAdminPassword ? null : adminPasswordOf(tx.secrets.phoneAdminSecret(desk.id)),
      hasPassword: desk.downloadedVersion !== null && !keepsAdminPassword,
    };
  });
}
