import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import {
  deskSessions,
  desks,
  firmwareFiles,
  firmwareUpdates,
  phones,
  phoneTemplates,
  tenants,
  users,
  type WantedKey,
} from '#db/schema/index.ts';
import type { Db, HotdeskContext } from './context.ts';
import { expectedAccount } from './credentials.ts';
import { type DeskRow, getDesk } from './desks.ts';
import type { PhoneTemplate } from './effective-extras.ts';
import { HotdeskError } from './errors.ts';
import type { AuthName } from './ids.ts';
import { type TenantSettings, tenantSettings } from './tenant-settings.ts';
import { type DeskKeys, keysWhileFree } from './wanted-keys.ts';

/** Everything that says what a desk's phone must be now. */
export type DeskConfiguration = {
  desk: DeskRow;
  /** What its phone was last heard to be; null = never heard of. */
  phone: { model: string | null; firmware: string | null } | null;
  settings: TenantSettings;
  /** Null for a desk that was removed: its phone gets the release configuration. */
  account: { authName: AuthName; extension: string } | null;
  occupant: {
    extension: string;
    name: string;
    language: string | null;
    keys: readonly WantedKey[];
  } | null;
  deskKeys: DeskKeys;
  /** All of the tenant's for this maker, whichever of them the desk is concerned by. */
  templates: readonly PhoneTemplate[];
  /** Names that templates ever put into a file that its phone has. */
  toldExtras: readonly string[];
  /** What its phone shall fetch now. Null while somebody is logged in: whoever sits there is left in peace. */
  firmware: WantedFirmware | null;
};

export type WantedFirmware = {
  id: string;
  version: string;
  fileName: string;
  bytes: number;
  sha256: string;
  uploadedAt: Date;
  /** How far the phone is. */
  state: 'told' | 'asked' | 'fetched';
};

const NO_KEYS: DeskKeys = { now: [], loggedInOnly: [] };

const ofThisMaker = and(eq(phoneTemplates.tenantId, desks.tenantId), eq(phoneTemplates.vendor, desks.vendor));

const itsUpdate = and(
  eq(firmwareUpdates.deskId, desks.id),
  eq(firmwareUpdates.mac, desks.mac),
  ne(firmwareUpdates.state, 'failed'),
);

/** A desk whose make was changed meanwhile is told of nothing that was another make's. */
const itsFirmware = and(
  eq(firmwareFiles.id, firmwareUpdates.firmwareId),
  eq(firmwareFiles.vendor, desks.vendor),
);

/** Read with the desk: phones ask for nothing as often as for this. */
const TEMPLATES = sql<PhoneTemplate[]>`(
  select coalesce(jsonb_agg(jsonb_build_object(
    'scope', ${phoneTemplates.scope}, 'about', ${phoneTemplates.about}, 'settings', ${phoneTemplates.settings}
  )), '[]'::jsonb)
  from ${phoneTemplates} where ${ofThisMaker})`;

/** The desk that a configuration token opens, removed ones too. */
export async function configurationByToken(
  db: Db,
  configToken: string,
): Promise<DeskConfiguration | undefined> {
  const [row] = await db
    .select({
      desk: desks,
      tenant: tenants,
      user: users,
      phone: { model: phones.model, firmware: phones.firmware },
      account: expectedAccount(db),
      templates: TEMPLATES,
      toldExtras: phones.toldExtras,
      firmware: firmwareFiles,
      firmwareState: firmwareUpdates.state,
    })
    .from(desks)
    .innerJoin(tenants, eq(tenants.id, desks.tenantId))
    .leftJoin(deskSessions, and(eq(deskSessions.deskId, desks.id), isNull(deskSessions.endedAt)))
    .leftJoin(users, eq(users.id, deskSessions.userId))
    .leftJoin(phones, eq(phones.mac, desks.mac))
    .leftJoin(firmwareUpdates, itsUpdate)
    .leftJoin(firmwareFiles, itsFirmware)
    .where(eq(desks.configToken, configToken));
  if (row === undefined) return undefined;
  const settings = tenantSettings(row.tenant.settings);
  const { desk, phone, user, templates } = row;
  const common = { desk, phone, settings, templates, toldExtras: row.toldExtras ?? [] };
  if (desk.releasedAt !== null)
    return { ...common, account: null, occupant: null, deskKeys: NO_KEYS, firmware: null };
  if (row.account === null) throw new Error(`desk ${desk.id} has no live credentials`);
  return {
    ...common,
    account: row.account,
    firmware: user === null ? wantedFirmware(row.firmware, row.firmwareState) : null,
    occupant: user && {
      extension: user.extension,
      name: user.name,
      language: user.language,
      keys: user.keys,
    },
    deskKeys:
      user === null
        ? await keysWhileFree({ db, tenantId: desk.tenantId, settings }, desk.keys)
        : { now: desk.keys, loggedInOnly: [] },
  };
}

function wantedFirmware(
  file: typeof firmwareFiles.$inferSelect | null,
  state: WantedFirmware['state'] | 'failed' | null,
): WantedFirmware | null {
  if (file === null || state === null || state === 'failed') return null;
  const { id, version, fileName, bytes, sha256, uploadedAt } = file;
  return { id, version, fileName, bytes, sha256, uploadedAt, state };
}

/** The desk of a phone that was seen on the wire. */
export async function deskOfMac(db: Db, mac: string): Promise<DeskRow | undefined> {
  const [desk] = await db
    .select()
    .from(desks)
    .where(and(eq(desks.mac, mac), isNull(desks.releasedAt)));
  return desk;
}

export async function deskById(db: Db, deskId: string): Promise<DeskRow | undefined> {
  const [desk] = await db.select().from(desks).where(eq(desks.id, deskId));
  return desk;
}

/** Whether somebody is logged in there, and so may be standing before the phone. */
export async function isSomebodyAt(db: Db, deskId: string): Promise<boolean> {
  const open = await db
    .select({ id: deskSessions.id })
    .from(deskSessions)
    .where(and(eq(deskSessions.deskId, deskId), isNull(deskSessions.endedAt)));
  return open.length > 0;
}

/** What a desk's phone must be now. @throws HotdeskError `not_found` */
export async function configurationOfDesk({
  ctx,
  input,
}: {
  ctx: HotdeskContext;
  input: { id: string };
}): Promise<DeskConfiguration> {
  const { desk } = await getDesk({ ctx, input });
  const configuration = await configurationByToken(ctx.db, desk.configToken);
  if (configuration === undefined) throw new HotdeskError('not_found', 'There is no such desk.');
  return configuration;
}
