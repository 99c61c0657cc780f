import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { bindings, deskSessions, desks, firmwareUpdates, phones } from '#db/schema/index.ts';
import { type HotdeskContext, now } from '../context.ts';
import { type FirmwareFileView, listFirmwareFiles } from './files.ts';
import { type FirmwareRollOutView, listRollOuts } from './roll-outs.ts';
import type { KnowFirmware } from './store.ts';
import type { FirmwareFailure } from './update-rules.ts';

/** The phones of one model that stand at desks, and how far they are. */
export type FirmwareModelView = {
  vendor: string;
  model: string;
  phones: number;
  /** Whether phones of this make get firmware from here at all. */
  takesFirmware: boolean;
  /** The most frequent first; a version of null has not been heard of yet. */
  versions: { version: string | null; phones: number }[];
  rollout: FirmwareRollOutView | null;
  /** Of the firmware that is rolled out; all 0 where none is. */
  progress: FirmwareProgress;
  failures: { deskId: string; displayName: string; reason: FirmwareFailure; at: string }[];
};

export type FirmwareProgress = {
  /** They have it. */
  done: number;
  /** They were told, fetch it, or start with it. */
  underWay: number;
  /** Somebody sits there. */
  occupied: number;
  /** Free, and can be told: as soon as others are through. */
  waiting: number;
  /** Not registered, not well, or never heard of. */
  unreachable: number;
  failed: number;
  /** At sites that were not chosen. */
  elsewhere: number;
};

export type FirmwareOverview = {
  models: FirmwareModelView[];
  files: FirmwareFileView[];
  /** The most that an upload may have. */
  maxBytes: number;
};

const FAILURES_SHOWN = 20;
const NO_PROGRESS: FirmwareProgress = {
  ...{ done: 0, underWay: 0, occupied: 0, waiting: 0, unreachable: 0, failed: 0, elsewhere: 0 },
};

type PhoneRow = Awaited<ReturnType<typeof readPhones>>[number];

/** Which models and versions are out there, and how their firmware goes. */
export async function firmwareOverview({
  ctx,
  knowFirmware,
  maxBytes,
}: {
  ctx: HotdeskContext;
  knowFirmware: KnowFirmware;
  maxBytes: number;
}): Promise<FirmwareOverview> {
  const [rows, rollOuts, files] = await Promise.all([
    readPhones(ctx),
    listRollOuts(ctx),
    listFirmwareFiles(ctx),
  ]);
  const byModel = Map.groupBy(rows, ({ vendor, model }) => keyOf(vendor, model));
  for (const rollout of rollOuts) {
    const key = keyOf(rollout.vendor, rollout.model);
    if (rollout.firmwareId !== null && !byModel.has(key)) byModel.set(key, []);
  }
  const rollOutOf = new Map(rollOuts.map((rollout) => [keyOf(rollout.vendor, rollout.model), rollout]));
  const models = [...byModel].map(([key, phones]) => {
    const rollout = rollOutOf.get(key) ?? null;
    const { vendor, model } = phones[0] ?? rollout ?? { vendor: '', model: '' };
    const takesFirmware = knowFirmware(vendor) !== undefined;
    return toModel({ vendor, model, takesFirmware, rollout, phones });
  });
  models.sort((a, b) => a.vendor.localeCompare(b.vendor) || a.model.localeCompare(b.model));
  return { models, files, maxBytes };
}

const keyOf = (vendor: string, model: string): string => `${vendor} ${model.toLowerCase()}`;

/** As many rows as there are desks, but nothing of them that is long. */
function readPhones(ctx: HotdeskContext) {
  const { db, tenantId } = ctx;
  return db
    .select({
      deskId: desks.id,
      displayName: desks.displayName,
      vendor: desks.vendor,
      model: sql<string>`coalesce(${phones.model}, ${desks.model}, '')`,
      site: desks.site,
      firmware: phones.firmware,
      isSettled: sql<boolean>`${desks.phoneState} = 'settled'`,
      isOccupied: sql<boolean>`exists (select 1 from ${deskSessions}
        where ${deskSessions.deskId} = ${desks.id} and ${deskSessions.endedAt} is null)`,
      isBound: sql<boolean>`exists (${db
        .select({ one: sql`1` })
        .from(bindings)
        .where(and(eq(bindings.deskId, desks.id), gt(bindings.expiresAt, now(ctx))))})`,
      update: {
        firmwareId: firmwareUpdates.firmwareId,
        state: firmwareUpdates.state,
        reason: firmwareUpdates.reason,
        failedAt: firmwareUpdates.failedAt,
      },
    })
    .from(desks)
    .leftJoin(phones, eq(phones.mac, desks.mac))
    .leftJoin(firmwareUpdates, and(eq(firmwareUpdates.deskId, desks.id), eq(firmwareUpdates.mac, desks.mac)))
    .where(and(eq(desks.tenantId, tenantId), isNull(desks.releasedAt)))
    .orderBy(desks.displayName, desks.id);
}

type Given = Pick<FirmwareModelView, 'vendor' | 'model' | 'takesFirmware' | 'rollout'> & {
  phones: PhoneRow[];
};

function toModel({ phones, rollout, ...rest }: Given): FirmwareModelView {
  const isWanted = rollout?.firmwareId != null;
  const progress = { ...NO_PROGRESS };
  if (isWanted) for (const phone of phones) progress[stepOf(phone, rollout)] += 1;
  const failed = isWanted ? phones.filter((phone) => stepOf(phone, rollout) === 'failed') : [];
  return {
    ...{ ...rest, rollout, progress, phones: phones.length, versions: versionsOf(phones) },
    failures: failed.slice(0, FAILURES_SHOWN).flatMap(({ deskId, displayName, update }) => {
      const at = update?.failedAt?.toISOString() ?? '';
      return [{ deskId, displayName, reason: update?.reason as FirmwareFailure, at }];
    }),
  };
}

function versionsOf(phones: readonly PhoneRow[]): FirmwareModelView['versions'] {
  return [...Map.groupBy(phones, ({ firmware }) => firmware)]
    .map(([version, those]) => ({ version, phones: those.length }))
    .sort((a, b) => b.phones - a.phones || String(a.version).localeCompare(String(b.version)));
}

function stepOf(
  phone: PhoneRow,
  { firmwareId, version, sites }: FirmwareRollOutView,
): keyof FirmwareProgress {
  const { firmware, site, update } = phone;
  if (firmware === version) return 'done';
  const isOfThis = update?.firmwareId === firmwareId;
  if (isOfThis && update?.state === 'failed') return 'failed';
  if (update !== null && update.state !== 'failed' && (update.state === 'fetched' || !phone.isOccupied))
    return 'underWay';
  if (sites !== null && (site === null || !sites.includes(site))) return 'elsewhere';
  if (phone.isOccupied) return 'occupied';
  return firmware !== null && phone.isSettled && phone.isBound ? 'waiting' : 'unreachable';
}
