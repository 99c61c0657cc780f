import type { PhoneCheck } from './phone-check.ts';
import type { DeskEvidence, MakeFacts, PhoneEvidence } from './phone-evidence.ts';
import type { PhoneRows } from './phone-rows.ts';
import type { RequestOutcome } from './seen-request.ts';

/** A phone as the API answers it. Moments are ISO 8601. */
export type PhonePage = {
  mac: string;
  vendor: string | null;
  model: string | null;
  /** False: it gets what every model of its maker takes. Null: its model is not known, or its maker is not served. */
  modelKnown: boolean | null;
  firmware: string | null;
  ip: string | null;
  /** Null = it was never heard of. */
  firstSeen: string | null;
  lastSeen: string | null;
  deskId: string | null;
  /** Whether it can be told to restart. */
  canReboot: boolean;
  /** What phones of its maker cannot do, as codes. */
  limitations: readonly string[];
  /** Until when it gets its configuration without credentials. */
  rearmedUntil: string | null;
  lastSwitch: LastSwitchView | null;
  registrations: RegistrationView[];
  /** Newest first. */
  requests: PhoneRequestView[];
  checks: PhoneCheckView[];
};

/** How the phone came after its desk had changed; null = not yet. */
export type LastSwitchView = {
  switchedAt: string;
  toldAt: string | null;
  downloadedAt: string | null;
  /** Before `switchedAt` where the phone was registered as the right one already. */
  registeredAt: string | null;
  settledAt: string | null;
};

export type RegistrationView = {
  extension: string;
  contact: string;
  transport: string;
  /** Where it comes from. */
  address: string;
  userAgent: string | null;
  /** Since when it is registered so, where that is known. */
  since: string | null;
  refreshedAt: string;
  expiresAt: string;
  /** Whether it is what the desk is now. */
  expected: boolean;
};

export type PhoneRequestView = {
  id: number;
  at: string;
  method: string;
  name: string;
  status: number;
  outcome: RequestOutcome;
  version: number | null;
  bytes: number;
  durationMs: number;
  source: string;
  userAgent: string | null;
  /** The MAC that it named, where it is another one. */
  otherMac: string | null;
};

export type PhoneCheckView = Omit<PhoneCheck, 'atMs'> & { at: string | null };

type Binding = PhoneRows['bound'][number]['binding'];

/** As an IPv4 socket would write it. */
const addressOf = ({ flow }: Binding): string => flow.remote.address.replace(/^::ffff:(?=\d+\.)/i, '');

export function toEvidence(
  rows: PhoneRows,
  { make, nowMs }: { make: MakeFacts; nowMs: number },
): PhoneEvidence {
  const { phone, desk, requests, strays, signalling, bound } = rows;
  return {
    ...{ nowMs, make },
    desk: desk === undefined ? null : deskEvidence(rows, desk),
    phone: {
      ...{ vendor: phone.vendor, model: phone.model ?? desk?.model ?? null, ip: phone.ip },
      pnpAtMs: phone.pnp === null ? null : Date.parse(phone.pnp.at),
    },
    requests: requests.map(({ at, outcome, ...request }) => ({
      ...request,
      atMs: at.getTime(),
      outcome: outcome as RequestOutcome,
    })),
    strays: strays.map(({ at, until, ...stray }) => ({
      ...stray,
      atMs: at.getTime(),
      untilMs: until?.getTime() ?? null,
    })),
    bindings: bound.map(({ binding, extension }) => ({
      ...{ authName: binding.authName, extension, address: addressOf(binding) },
    })),
    notified: signalling?.notifiedAt
      ? { outcome: signalling.notifyOutcome ?? 'taken', atMs: signalling.notifiedAt.getTime() }
      : null,
    refused:
      signalling?.refusedAt && signalling.refusedFor
        ? {
            for: signalling.refusedFor,
            from: signalling.refusedFrom ?? '',
            atMs: signalling.refusedAt.getTime(),
          }
        : null,
  };
}

function deskEvidence(rows: PhoneRows, desk: NonNullable<PhoneRows['desk']>): DeskEvidence {
  const { provisioning, network, vendor, phoneState, configVersion, downloadedVersion, httpVersion } = desk;
  return {
    ...{ provisioning, network, vendor, phoneState, configVersion, downloadedVersion, httpVersion },
    downloadedAtMs: desk.downloadedAt?.getTime() ?? null,
    registeredAtMs: desk.registeredAt?.getTime() ?? null,
    switchedAtMs: desk.switchedAt?.getTime() ?? null,
    rearmedUntilMs: desk.rearmedUntil?.getTime() ?? null,
    ...{ hasEdge: rows.hasEdge, expectedAuthName: rows.expectedAuthName },
  };
}

const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

type Judged = { make: MakeFacts; checks: readonly PhoneCheck[] };

export function toPhonePage(rows: PhoneRows, { make, checks }: Judged): PhonePage {
  const { phone, desk, requests, bound, expectedAuthName } = rows;
  const isHeardOf = phone.ip !== null || phone.pnp !== null;
  const model = phone.model ?? desk?.model ?? null;
  return {
    ...{ mac: phone.mac, vendor: phone.vendor ?? desk?.vendor ?? null, model },
    modelKnown: model === null || !make.isServed ? null : make.isModelKnown,
    ...{ firmware: phone.firmware, ip: phone.ip },
    firstSeen: isHeardOf ? iso(phone.firstSeenAt) : null,
    lastSeen: isHeardOf ? iso(phone.lastSeenAt) : null,
    deskId: desk?.id ?? null,
    canReboot: desk !== undefined && make.canReboot,
    limitations: make.limitations,
    rearmedUntil: iso(desk?.rearmedUntil),
    lastSwitch: desk === undefined ? null : toLastSwitch(desk, rows),
    registrations: bound.map((one) => toRegistration(one, { desk, expectedAuthName })),
    requests: requests.map(toRequest),
    checks: checks.map(({ atMs, ...check }) => ({
      ...check,
      at: atMs === null ? null : new Date(atMs).toISOString(),
    })),
  };
}

function toLastSwitch(
  desk: NonNullable<PhoneRows['desk']>,
  { requests, expectedAuthName }: PhoneRows,
): LastSwitchView | null {
  const switchedAt = iso(desk.switchedAt);
  if (switchedAt === null) return null;
  const isRegistered = desk.registeredAuthName !== null && desk.registeredAuthName === expectedAuthName;
  return {
    ...{ switchedAt, toldAt: iso(desk.toldAt) },
    downloadedAt: iso(firstDownload(desk, requests)),
    registeredAt: isRegistered ? iso(desk.registeredAt) : null,
    settledAt: desk.phoneState === 'settled' ? iso(desk.settledAt) : null,
  };
}

/** The desk knows of the last one, and a phone looks again every few minutes. */
function firstDownload(
  { configVersion, downloadedVersion, downloadedAt }: NonNullable<PhoneRows['desk']>,
  requests: PhoneRows['requests'],
): Date | null {
  if (downloadedVersion !== configVersion) return null;
  const first = requests.findLast(
    ({ version, outcome }) => version === configVersion && (outcome === 'sent' || outcome === 'unchanged'),
  );
  return first === undefined ? downloadedAt : new Date(first.at.getTime() + first.durationMs);
}

type Whose = Pick<PhoneRows, 'desk' | 'expectedAuthName'>;

function toRegistration(
  { binding, extension }: PhoneRows['bound'][number],
  { desk, expectedAuthName }: Whose,
): RegistrationView {
  return {
    ...{
      extension,
      contact: binding.contact,
      transport: binding.flow.transport,
      address: addressOf(binding),
    },
    userAgent: binding.userAgent,
    since: binding.authName === desk?.registeredAuthName ? iso(desk.registeredAt) : null,
    refreshedAt: binding.updatedAt.toISOString(),
    expiresAt: binding.expiresAt.toISOString(),
    expected: binding.authName === expectedAuthName,
  };
}

const toRequest = ({ deskId: _, mac: __, at, outcome, ...request }: PhoneRows['requests'][number]) => ({
  ...request,
  at: at.toISOString(),
  outcome: outcome as RequestOutcome,
});
