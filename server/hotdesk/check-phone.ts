import {
  checkCredentials,
  checkDownload,
  checkToken,
  hasAsked,
  ownRequests,
} from './check-phone-requests.ts';
import { checkRegistration, checkTold } from './check-phone-signalling.ts';
import { type Found, found, notYet, type PhoneCheck } from './phone-check.ts';
import type { DeskEvidence, PhoneEvidence } from './phone-evidence.ts';

type Check = (evidence: PhoneEvidence, desk: DeskEvidence) => Found | undefined;

const CHECKS: ReadonlyArray<readonly [PhoneCheck['check'], Check]> = [
  ['asked', checkAsked],
  ['address', checkToken],
  ['maker', checkMaker],
  ['network', checkNetwork],
  ['credentials', checkCredentials],
  ['downloaded', checkDownload],
  ['told', checkTold],
  ['registered', checkRegistration],
  ['place', checkPlace],
];

/** Goes the way that a phone goes, from its first question to its registration. What nothing is known of is left out. */
export function checkPhone(evidence: PhoneEvidence): PhoneCheck[] {
  const { desk, phone } = evidence;
  if (desk === null)
    return [{ check: 'asked', ...found('warning', 'waitsForDesk', { atMs: phone.pnpAtMs }) }];
  return CHECKS.flatMap(([check, look]) => {
    const what = look(evidence, desk);
    return what === undefined ? [] : [{ check, ...what }];
  });
}

function checkAsked(evidence: PhoneEvidence, desk: DeskEvidence): Found {
  const [last] = ownRequests(evidence);
  if (hasAsked(evidence, desk)) return found('ok', 'asked', { atMs: last?.atMs ?? desk.downloadedAtMs });
  const { pnpAtMs } = evidence.phone;
  if (pnpAtMs !== null) return found(notYet(desk), 'askedOnlyByPnp', { atMs: pnpAtMs });
  const codes = { pnp: 'neverAskedPnp', link: 'neverAskedLink', rps: 'neverAskedRps' } as const;
  return found(notYet(desk), codes[desk.provisioning]);
}

function checkMaker({ phone, make }: PhoneEvidence, desk: DeskEvidence): Found | undefined {
  const { vendor, model, ip } = phone;
  if (ip !== null && vendor !== null && vendor !== desk.vendor)
    return found('problem', 'otherMaker', { values: { desk: desk.vendor, phone: vendor } });
  if (!make.isServed) return found('problem', 'makerNotServed', { values: { maker: desk.vendor } });
  if (model !== null && !make.isModelKnown)
    return found('warning', 'modelUnknown', { values: { maker: desk.vendor, model } });
  return ip === null ? undefined : found('ok', 'makerRight', { values: { maker: desk.vendor } });
}

function checkNetwork(_: PhoneEvidence, { network, hasEdge }: DeskEvidence): Found | undefined {
  if (network === 'lan') return undefined;
  return hasEdge ? found('ok', 'edgeSet') : found('warning', 'noEdge');
}

/** Through an edge the address that a binding came from is the edge's. */
function checkPlace({ bindings, phone }: PhoneEvidence, desk: DeskEvidence): Found | undefined {
  const [binding] = bindings.filter(({ authName }) => authName === desk.expectedAuthName);
  if (desk.network !== 'lan' || phone.ip === null || binding === undefined) return undefined;
  const { address } = binding;
  // By IPv4 here and by IPv6 there is one phone with two addresses.
  if (address === phone.ip || address.includes(':') !== phone.ip.includes(':'))
    return found('ok', 'rightPlace', { values: { address } });
  return found('warning', 'elsewhere', { values: { address, asked: phone.ip } });
}
