import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { type Links, provisioningUrl } from '#server/hotdesk/desk-view.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { Result } from '#server/ports/result.ts';
import { assignPhone } from './assign-phone.ts';
import { noteAssigned, noteReleased, noteSending } from './outcomes.ts';
import type { RpsPhone, RpsProvider } from './provider.ts';
import type { DeskRow, RpsJob } from './queue.ts';
import { releasePhone } from './release-phone.ts';
import type { RpsError } from './rps-error.ts';
import { isSameLink } from './same-link.ts';

type Work = { ctx: HotdeskContext; provider: RpsProvider; job: RpsJob; links: Pick<Links, 'phonesUrl'> };

/** Does what is wanted of one phone, and keeps what came of it; the error is for the caller to weigh. */
export async function workOnEntry(work: Work): Promise<Result<unknown, RpsError>> {
  const { entry, desk } = work.job;
  return entry.wanted === 'assigned' && desk !== null ? assign(work, desk) : release(work);
}

async function assign(
  { ctx, provider, job: { entry }, links }: Work,
  desk: DeskRow,
): Promise<Result<unknown, RpsError>> {
  const phone = phoneOf(desk, links);
  // What we once wrote and finds itself replaced has been replaced by somebody: only people may say that we win.
  const mayReplace = (url: string | undefined): boolean =>
    entry.assignedAt === null || entry.mayReplace || (url !== undefined && isFromHere(url, { entry, links }));
  await noteSending(ctx, entry, phone.url);
  const assigned = await assignPhone({ provider, phone, mayReplace });
  if (assigned.ok) await noteAssigned(ctx, { entry, assigned: assigned.value });
  return assigned;
}

async function release({ ctx, provider, job: { entry }, links }: Work): Promise<Result<unknown, RpsError>> {
  const released = await releasePhone({
    provider,
    mac: entry.mac as MacAddress,
    isOurs: (url) => isFromHere(url, { entry, links }),
    wasWritten: entry.sentUrl !== null,
  });
  if (released.ok) await noteReleased(ctx, entry, released.value);
  return released;
}

const phoneOf = (desk: DeskRow, links: Pick<Links, 'phonesUrl'>): RpsPhone => ({
  mac: desk.mac as MacAddress,
  url: provisioningUrl(links, desk.configToken),
  label: desk.displayName,
  ...(desk.serial === null ? {} : { serial: desk.serial }),
});

/** The link that was sent last, or any that leads to this installation. */
const isFromHere = (
  url: string,
  { entry, links }: { entry: RpsJob['entry']; links: Pick<Links, 'phonesUrl'> },
): boolean =>
  (entry.sentUrl !== null && isSameLink(url, entry.sentUrl)) || url.startsWith(`${links.phonesUrl}/p/`);
