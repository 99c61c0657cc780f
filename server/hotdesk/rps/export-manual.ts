import { and, asc, eq, isNull } from 'drizzle-orm';
import { desks, rpsEntries } from '#db/schema/index.ts';
import { writeAudit } from '../audit.ts';
import { type HotdeskContext, inTransaction } from '../context.ts';
import { toCsv } from '../csv.ts';
import { type Links, provisioningUrl } from '../desk-view.ts';
import { MANUAL } from './providers.ts';

/** Phones for somebody to enter at their maker by hand. */
export type ManualExport = {
  fileName: string;
  /** UTF-8. Each line holds a link, which opens the configuration of a phone: it is a secret. */
  csv: string;
  count: number;
};

/** For every maker the same: of none is it known which columns its portal wants. */
const COLUMNS = ['mac', 'serial', 'url', 'displayName'] as const;

type Args = { ctx: HotdeskContext; input: { vendor?: string | undefined }; links: Pick<Links, 'phonesUrl'> };

/**
 * MAC and link of every desk whose phone waits for people: its maker has no service that Perch writes to, or there is no account. Who took
 * the links, and how many, is in the audit log.
 */
export async function exportManual({ ctx, input: { vendor }, links }: Args): Promise<ManualExport> {
  const rows = await inTransaction(ctx, async (tx) => {
    const found = await manualDesks(tx, vendor);
    await writeAudit(tx, {
      action: 'rps.links_exported',
      subject: { kind: 'rps_account', id: MANUAL, label: MANUAL },
      details: { count: found.length, ...(vendor === undefined ? {} : { vendor }) },
    });
    return found;
  });
  const lines = rows.map(({ mac, serial, configToken, displayName }) => [
    ...[mac, serial ?? '', provisioningUrl(links, configToken), displayName],
  ]);
  const fileName = vendor === undefined ? 'perch-phones.csv' : `perch-phones-${vendor}.csv`;
  return { fileName, csv: toCsv([COLUMNS, ...lines]), count: lines.length };
}

function manualDesks({ db, tenantId }: HotdeskContext, vendor: string | undefined) {
  const isPhoneOfDesk = and(eq(desks.tenantId, rpsEntries.tenantId), eq(desks.mac, rpsEntries.mac));
  return db
    .select({
      ...{ mac: desks.mac, serial: desks.serial },
      ...{ configToken: desks.configToken, displayName: desks.displayName },
    })
    .from(rpsEntries)
    .innerJoin(desks, and(isPhoneOfDesk, isNull(desks.releasedAt)))
    .where(
      and(
        ...[eq(rpsEntries.tenantId, tenantId), eq(rpsEntries.state, 'manual')],
        vendor === undefined ? undefined : eq(rpsEntries.vendor, vendor),
      ),
    )
    .orderBy(asc(rpsEntries.vendor), asc(desks.displayName), asc(desks.mac));
}
