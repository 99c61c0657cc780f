import type { HotdeskContext } from '#server/hotdesk/context.ts';
import { type Links, provisioningUrl } from '#server/hotdesk/desk-view.ts';
import type { MacAddress } from '#server/hotdesk/ids.ts';
import type { Result } from '#server/ports/result.ts';
import { assignPhone } from './assign-phone.ts';
import { judgeEntry } from './judge-entry.ts';
import { macIdOf } from './mac-id.ts';
import { noteAssigned, noteChecked, noteDryRun, noteReleased, noteSending } from './outcomes.ts';
import { phoneProblem } from './phone-problem.ts';
import type { Lookup, RpsPhone, RpsProvider } from './provider.ts';
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

async function look(work: Work): Promise<Result<unknown, RpsError>> {
  const {
    ctx,
    job: { entry },
  } = work;
  const found = await lookUp(work);
  if (found.ok) await noteDryRun(ctx, entry, found.value);
  return found;
}

async function check(work: Work, desk: DeskRow): Promise<Result<unknown, RpsError>> {
  const {
    ctx,
    provider,
    job: { entry },
    links,
  } = work;
  const found = await lookUp(work);
  if (!found.ok) return found;
  const url = provisioningUrl(links, desk.configToken);
  const judgement = judgeEntry(found.value, { can: provider.can, url });
  await noteChecked(ctx, { entry, found: found.value, judgement });
  return found;
}

const lookUp = (work: Work): Promise<Result<Lookup, RpsError>> =>
  work.provider.lookup(work.job.entry.mac as MacAddress, writtenMacId(work));

async function assign(work: Work, desk: DeskRow): Promise<Result<unknown, RpsError>> {
  const {
    ctx,
    provider,
    job: { entry },
    links,
  } = work;
  const phone = phoneOf(work, desk);
  // What we once wrote and finds itself replaced has been replaced by somebody: only people may say that we win.
  const mayReplace = (url: string | undefined): boolean =>
    entry.assignedAt === null || entry.mayReplace || (url !== undefined && isFromHere(url, { entry, links }));
  if (phoneProblem(provider.can, phone) === undefined) await noteSending(ctx, entry, phone);
  const assigned = await assignPhone({ provider, phone, mayReplace });
  if (assigned.ok)
    await noteAssigned(ctx, { entry, assigned: assigned.value, isShared: provider.can.linkOf !== 'phone' });
  return assigned;
}

async function release(work: Work): Promise<Result<unknown, RpsError>> {
  const {
    ctx,
    provider,
    job: { entry },
    links,
  } = work;
  const released = await releasePhone({
    provider,
    mac: entry.mac as MacAddress,
    macId: writtenMacId(work),
    isOurs: (url) => isFromHere(url, { entry, links }),
    wasWritten: entry.sentUrl !== null,
  });
  if (released.ok) await noteReleased(ctx, entry, released.value);
  return released;
}

function phoneOf({ provider: { can }, links }: Work, desk: DeskRow): RpsPhone {
  const mac = desk.mac as MacAddress;
  const macId = can.needsMacId ? macIdOf(mac, desk.serial) : undefined;
  return {
    ...{ mac, url: provisioningUrl(links, desk.configToken), label: desk.displayName },
    ...(desk.serial === null ? {} : { serial: desk.serial }),
    ...(macId === undefined ? {} : { macId }),
  };
}

/** The MAC-ID that was sent, which is kept when the desk is gone; or the desk's. */
function writtenMacId({ provider: { can }, job: { entry, desk } }: Work): string | undefined {
  if (!can.needsMacId) return undefined;
  return entry.remoteId ?? macIdOf(entry.mac as MacAddress, desk?.serial);
}

/** The link that was sent last, or any that leads to this installation. */
const isFromHere = (
  url: string,
  { entry, links }: { entry: RpsJob['entry']; links: Pick<Links, 'phonesUrl'> },
): boolean =>
  (entry.sentUrl !== null && isSameLink(url, entry.sentUrl)) || url.startsWith(`${links.phonesUrl}/p/`);
