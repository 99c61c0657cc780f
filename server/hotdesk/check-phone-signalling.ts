import { type Found, found, notYet, type PhoneCheckCode } from './phone-check.ts';
import type { DeskEvidence, PhoneEvidence } from './phone-evidence.ts';
import type { RegisterRefusal } from './phone-signalling.ts';

/** Whether the phone could be told to look again. One that came by itself needed no telling. */
export function checkTold({ notified, bindings }: PhoneEvidence, desk: DeskEvidence): Found | undefined {
  if (desk.downloadedVersion === null) return undefined;
  const isOfThis = notified !== null && notified.atMs >= (desk.switchedAtMs ?? 0);
  if (isOfThis && notified.outcome === 'taken') return found('ok', 'told', { atMs: notified.atMs });
  if (desk.downloadedVersion === desk.configVersion) return undefined;
  if (isOfThis) {
    const code = notified.outcome === 'unreachable' ? 'notReachable' : 'refusedNotify';
    return found('problem', code, { atMs: notified.atMs });
  }
  return bindings.length === 0 ? found(notYet(desk), 'noWayToTell') : found('waiting', 'notYetTold');
}

const REFUSED: Readonly<Record<RegisterRefusal, PhoneCheckCode>> = {
  'ended-credentials': 'endedCredentials',
  'wrong-credentials': 'wrongSipCredentials',
  'other-extension': 'otherExtension',
  'no-tls': 'needsTls',
};

export function checkRegistration(evidence: PhoneEvidence, desk: DeskEvidence): Found | undefined {
  const { bindings } = evidence;
  const own = bindings.find(({ authName }) => authName === desk.expectedAuthName);
  const atMs = desk.registeredAtMs;
  if (own !== undefined) return found('ok', 'registered', { values: { extension: own.extension }, atMs });
  const turnedDown = whyTurnedDown(evidence, desk);
  if (turnedDown !== undefined) return turnedDown;
  const [former] = bindings;
  if (former !== undefined)
    return found(notYet(desk), 'registeredAsFormer', { values: { extension: former.extension }, atMs });
  if (atMs !== null && (desk.switchedAtMs ?? 0) <= atMs)
    return found('problem', 'registrationLost', { atMs });
  if (desk.downloadedVersion === null) return undefined;
  return notYet(desk) === 'waiting'
    ? found('waiting', 'notYetRegistered')
    : found('problem', 'neverRegistered');
}

/** Only what was refused since the last switch, and since it was last registered, can be the reason. */
function whyTurnedDown({ refused, strays, nowMs }: PhoneEvidence, desk: DeskEvidence): Found | undefined {
  const ban = strays.find(({ what, untilMs }) => what === 'sip-ban' && (untilMs ?? 0) > nowMs);
  if (ban !== undefined)
    return found('problem', 'banned', { values: { source: ban.source }, atMs: ban.atMs });
  const sinceMs = Math.max(desk.switchedAtMs ?? 0, desk.registeredAtMs ?? 0);
  if (refused === null || refused.atMs < sinceMs) return undefined;
  const values = { from: refused.from };
  return found('problem', REFUSED[refused.for], { values, atMs: refused.atMs });
}
