import { type Found, found, notYet } from './phone-check.ts';
import type { DeskEvidence, PhoneEvidence, RequestEvidence, StrayEvidence } from './phone-evidence.ts';

/** A phone answers a challenge at once. */
const ANSWERED_WITHIN_MS = 10_000;

/** Those that are not of another phone, newest first. */
export const ownRequests = ({ requests }: PhoneEvidence): RequestEvidence[] =>
  requests.filter(({ outcome }) => outcome !== 'other-mac' && outcome !== 'other-certificate');

export const hasAsked = (evidence: PhoneEvidence, desk: DeskEvidence): boolean =>
  desk.downloadedVersion !== null || ownRequests(evidence).length > 0;

/** Whether what opens the configuration is used by the right phone. */
export function checkToken(evidence: PhoneEvidence, desk: DeskEvidence): Found | undefined {
  const lastOwnMs = ownRequests(evidence)[0]?.atMs ?? desk.downloadedAtMs ?? Number.NEGATIVE_INFINITY;
  const isWrong = ({ what }: StrayEvidence) => what === 'wrong-token' || what === 'no-token';
  const [stray] = evidence.strays.filter((one) => isWrong(one) && one.atMs > lastOwnMs);
  if (stray !== undefined) {
    const { what, source, count, atMs } = stray;
    const code = what === 'no-token' ? 'noToken' : 'wrongToken';
    return found('problem', code, { values: { source, count }, atMs });
  }
  const [other] = evidence.requests.filter(({ otherMac }) => otherMac !== null);
  if (other !== undefined && other.atMs > lastOwnMs) {
    const state = hasAsked(evidence, desk) ? 'warning' : 'problem';
    return found(state, 'otherMac', { values: { mac: other.otherMac ?? '' }, atMs: other.atMs });
  }
  return hasAsked(evidence, desk) ? found('ok', 'rightAddress') : undefined;
}

const isChallenge = ({ outcome }: RequestEvidence): boolean =>
  outcome === 'challenged' || outcome === 'wrong-credentials';

/** A download begins with a challenge: one that is left without an answer is the sign. */
export function checkCredentials(evidence: PhoneEvidence, desk: DeskEvidence): Found | undefined {
  const asked = ownRequests(evidence);
  if (asked[0]?.outcome === 'no-certificate')
    return found('problem', 'noCertificate', { atMs: asked[0].atMs });
  const proved = asked.findIndex(({ version }) => version !== null);
  const since = (proved === -1 ? asked : asked.slice(0, proved)).filter(isChallenge);
  const [first, last] = [since.at(-1), since[0]];
  const isOpen = first !== undefined && evidence.nowMs - first.atMs > ANSWERED_WITHIN_MS;
  if (!isOpen) return desk.httpVersion > 0 ? found('ok', 'proved') : undefined;
  const atMs = last?.atMs ?? null;
  if ((desk.rearmedUntilMs ?? 0) > evidence.nowMs) return found('waiting', 'rearmed', { atMs });
  const isWrong = since.some(({ outcome }) => outcome === 'wrong-credentials');
  return found('problem', isWrong ? 'wrongCredentials' : 'neverProved', { atMs });
}

export function checkDownload(evidence: PhoneEvidence, desk: DeskEvidence): Found | undefined {
  const atMs = desk.downloadedAtMs;
  if (desk.downloadedVersion === desk.configVersion) return found('ok', 'downloaded', { atMs });
  if (!hasAsked(evidence, desk)) return undefined;
  const asked = ownRequests(evidence);
  const [last] = asked;
  if (last?.outcome === 'broken-off') return found('problem', 'brokenOff', { atMs: last.atMs });
  if (last?.outcome === 'not-over-plain') return found('problem', 'notOverPlain', { atMs: last.atMs });
  if (last?.outcome === 'bootstrapped') return found(notYet(desk), 'onlyBootstrapped', { atMs: last.atMs });
  const isOfOtherFiles = ({ outcome }: RequestEvidence) =>
    outcome === 'not-here' || outcome === 'upload-refused';
  if (desk.downloadedVersion === null && asked.length > 0 && asked.every(isOfOtherFiles))
    return found(notYet(desk), 'onlyOtherFiles', { atMs: last?.atMs ?? null });
  return notYet(desk) === 'waiting'
    ? found('waiting', 'notYetDownloaded', { atMs })
    : found('problem', 'notDownloaded', { atMs });
}
