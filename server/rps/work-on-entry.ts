import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { type Links, provisioningUrl } from '#server/hotdesk/desk-view.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { Result } from '#server/ports/result.ts';
import { assignPhone } from './assign-phone.ts';
import { judgeEntry } from './judge-entry.ts';
import { noteAssigned, noteChecked, noteDryRun, noteReleased, noteSending } from './outcomes.ts';
import type { RpsPhone, RpsProvider } from './provider.ts';
import type { DeskRow, RpsJob } from './queue.ts';
import { releasePhone } from './release-phone.ts';
import type { RpsError } from './rps-error.ts';
import { isSameLink } from './same-link.ts';

type Work = {
  ctx: HotdeskContext;
  provider: RpsProvider;
  job: RpsJob;
  links: Pick<Links, 'phonesUrl'>;
  /** Whether nothing may be written. */
  isDryRun: boolean;
};

/** Does what is wanted of one phone, and keeps what came of it; the error is for the caller to weigh. */
export async function workOnEntry(work: Work): Promise<Result<unknown, RpsError>> {
  const { entry, desk } = work.job;
  if (work.isDryRun && entry.task === 'write') return look(work);
  if (entry.task === 'check' && desk !== null) return check(work, desk);
  return entry.wanted === 'assigned' && desk !== null ? assign(work, desk) : release(work);
}

async function look({ ctx, provider, job: { entry } }: Work): Promise<Result<unknown, RpsError>> {
  const found = await provider.lookup(entry.mac as MacAddress);
  if (found.ok) await noteDryRun(ctx, entry, found.value);
  return found;
}

async function check(
  { ctx, provider, job: { entry }, links }: Work,
  desk: DeskRow,
): Promise<Result<unknown, RpsError>> {
  const found = await provider.lookup(entry.mac as MacAddress);
  if (!found.ok) return found;
  const { url } = phoneOf(desk, links);
  const judgement = judgeEntry(found.value, { can: provider.can, url });
  await noteChecked(ctx, { entry, found: found.value, judgement });
  return found;
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
