import { err, ok, type Result } from '#server/ports/result.ts';
import { phoneProblem } from './phone-problem.ts';
import type { Lookup, RpsPhone, RpsProvider, Written } from './provider.ts';
import { type RpsError, rpsError } from './rps-error.ts';
import { isSameLink } from './same-link.ts';

export type Assigned = Written & {
  /** False where it stood there already. */
  wasWritten: boolean;
  /** What stood there before, where the service tells. */
  formerUrl?: string;
};

type Args = {
  provider: RpsProvider;
  phone: RpsPhone;
  /** Whether an entry of our account with this link may be overwritten; undefined: one in another profile or site. */
  mayReplace(url: string | undefined): boolean;
};

/**
 * Looks the phone up, writes its link, and reads it back: a 2xx proves nothing (facts §12.1). Somebody else's phone is never taken.
 * Each attempt begins with a look-up, so a write that may have been done is never repeated blindly.
 *
 * ```
 * problem? ─ lookup ─┬ foreign ─────────────── owned_by_other
 *                    ├ ours, this link ─────── assigned
 *                    ├ ours, another's link ── already_exists
 *                    └ else ─ write ─ lookup ─ assigned | uncertain_write | bad_response
 * ```
 *
 * A service that does not tell the link is written to each time, and proves with a look-up only that the phone is ours: a write in
 * doubt stays so.
 */
export async function assignPhone({
  provider,
  phone,
  mayReplace,
}: Args): Promise<Result<Assigned, RpsError>> {
  const problem = phoneProblem(provider.can, phone);
  if (problem !== undefined) return err(problem);
  const found = await provider.lookup(phone.mac, phone.macId);
  if (!found.ok) return found;
  const known = found.value;
  if (known.kind === 'foreign') return err(rpsError('owned_by_other'));
  if (holds(known, phone)) return ok({ wasWritten: false, ...idOf(known) });
  const formerUrl = known.kind === 'ours' ? known.url : undefined;
  const leadsElsewhere = formerUrl !== undefined || (known.kind === 'ours' && known.isInPlace === false);
  if (leadsElsewhere && !mayReplace(formerUrl))
    return err({ code: 'already_exists', ...(formerUrl === undefined ? {} : { foundUrl: formerUrl }) });
  const written = await provider.write(phone, known);
  const isRefused = !written.ok && written.error.code !== 'uncertain_write';
  if (!written.ok && (isRefused || !provider.can.readsLink)) return written;
  const proof = await readBack(provider, phone);
  if (!proof.ok) return written.ok ? proof : written;
  const value = written.ok ? written.value : {};
  return ok({
    ...value,
    ...proof.value,
    wasWritten: true,
    ...(formerUrl === undefined ? {} : { formerUrl }),
  });
}

async function readBack(provider: RpsProvider, phone: RpsPhone): Promise<Result<Written, RpsError>> {
  const found = await provider.lookup(phone.mac, phone.macId);
  if (!found.ok) return err(rpsError('uncertain_write', found.error.vendorCode));
  const known = found.value;
  const isThere = provider.can.readsLink ? holds(known, phone) : known.kind === 'ours';
  return isThere ? ok(idOf(known)) : err(rpsError('bad_response'));
}

export const holds = (known: Lookup, { url }: Pick<RpsPhone, 'url'>): boolean =>
  known.kind === 'ours' && (known.isInPlace ?? (known.url !== undefined && isSameLink(known.url, url)));

const idOf = (known: Lookup): Written =>
  known.kind === 'ours' && known.remoteId !== undefined ? { remoteId: known.remoteId } : {};
