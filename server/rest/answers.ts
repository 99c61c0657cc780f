import { z } from 'zod';
import type { AuditView } from '#server/hotdesk/audit.ts';
import type { DeskSessionView, DeskView } from '#server/hotdesk/desk-view.ts';
import type { PhoneView } from '#server/hotdesk/phones.ts';
import type { TemplateView } from '#server/hotdesk/templates.ts';
import type { UserView } from '#server/hotdesk/users.ts';
import type { KeysView } from '#server/hotdesk/wanted-keys.ts';
import type { TemplatePreview } from '#server/provisioning/preview-template.ts';

/** What the API answers, for its description. Each must describe what the domain shows: the compiler compares. */
const moment = z.iso.datetime();

export const userSchema = z.object({
  id: z.string(),
  extension: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  hotDesking: z.boolean(),
  language: z.string().nullable(),
  callerNumber: z.string().nullable().describe('As whom they call outside numbers.'),
  createdAt: moment,
  deskId: z.string().nullable().describe('The desk where this user is logged in.'),
  locked: z.boolean().describe('Whether wrong PINs have locked the extension.'),
}) satisfies z.ZodType<UserView>;

export const phoneSchema = z.object({
  mac: z.string().regex(/^[0-9a-f]{12}$/),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  firmware: z.string().nullable(),
  ip: z.string().nullable(),
  firstSeen: moment,
  lastSeen: moment,
  deskId: z.string().nullable(),
  problem: z.string().nullable().describe('Why the phone could not be told its address.'),
}) satisfies z.ZodType<PhoneView>;

export const deskSessionSchema = z.object({
  id: z.string(),
  extension: z.string(),
  name: z.string(),
  via: z.string(),
  state: z.enum(['switched', 'settled', 'attention']),
  startedAt: moment,
}) satisfies z.ZodType<DeskSessionView>;

export const deskImportSchema = z.object({
  created: z.number(),
  existing: z.number().describe('Lines that tell of a desk that is there, with that phone and extension.'),
  ignored: z.array(z.string()).describe('Columns that mean nothing here.'),
  dryRun: z.boolean().describe('Nothing has been made: `created` is what would be.'),
});

export const deskSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  extension: z.string(),
  mac: z.string().regex(/^[0-9a-f]{12}$/),
  vendor: z.string(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  provisioning: z.enum(['pnp', 'rps', 'link']),
  network: z.enum(['lan', 'sbc']),
  site: z.string().nullable(),
  floor: z.string().nullable(),
  callerNumber: z.string().nullable().describe('Who calls in an emergency.'),
  provisioningUrl: z.string().describe('A base address ending in "/"; the phone appends its file names.'),
  qrUrl: z.string().describe("The desk's page, as its QR code says it."),
  registeredAs: z.string().nullable().describe('The extension that the phone is registered as now.'),
  phone: z.object({
    state: z.enum(['settled', 'updating', 'attention']),
    reason: z.string().exactOptional(),
  }),
  rps: z
    .object({
      provider: z.string(),
      state: z.enum(['pending', 'assigned', 'conflict', 'failed', 'manual', 'released']),
      error: z.object({ code: z.string(), message: z.string() }).exactOptional(),
      at: moment,
    })
    .nullable()
    .describe("How the phone stands at its maker's redirection service."),
  session: deskSessionSchema.nullable(),
  createdAt: moment,
}) satisfies z.ZodType<DeskView>;

export const keysSchema = z.object({
  keys: z
    .array(
      z.object({
        does: z.enum(['speed-dial', 'blf', 'voicemail', 'transfer']),
        number: z.string().describe('What it dials, watches or transfers to.'),
        label: z.string(),
        page: z.number().nullable().describe('The page that it is wished on; null = wherever there is room.'),
      }),
    )
    .describe('The most important first.'),
}) satisfies z.ZodType<KeysView>;

const templateSettings = z.array(z.object({ name: z.string(), value: z.string() }));

export const templateSchema = z.object({
  id: z.string(),
  vendor: z.string(),
  scope: z.enum(['tenant', 'model', 'site', 'desk']),
  about: z.string().describe("The model, the site's name or the desk's id; empty for all of a make."),
  label: z.string().describe('What people call that.'),
  settings: templateSettings,
  previous: templateSettings.describe('What undo puts in their place.'),
  updatedAt: moment,
  updatedBy: z.string(),
}) satisfies z.ZodType<TemplateView>;

export const templatesSchema = z.object({ items: z.array(templateSchema) });

export const templatePreviewSchema = z.object({
  findings: z
    .array(
      z.object({
        at: z.number().describe('Its place among the settings, from 0.'),
        name: z.string(),
        what: z.enum([
          ...['unknown', 'risky', 'malformed', 'twice', 'account', 'provisioning', 'security', 'resync'],
          ...['keys', 'dialling', 'personal', 'network'],
        ] as const),
      }),
    )
    .describe('All but "unknown" and "risky" keep a template from being stored.'),
  isForDesk: z.boolean(),
  lines: z
    .array(z.object({ is: z.enum(['same', 'added', 'removed', 'gap']), text: z.string() }))
    .describe('What changes in the file, passwords hidden; empty = nothing.'),
}) satisfies z.ZodType<TemplatePreview>;

export const auditSchema = z.object({
  id: z.number(),
  at: moment,
  actor: z.object({ kind: z.string(), id: z.string().nullable(), label: z.string() }),
  door: z.string(),
  action: z.string(),
  subject: z.object({ kind: z.string(), id: z.string(), label: z.string() }),
  source: z.string().nullable(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
}) satisfies z.ZodType<AuditView>;

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('null = this was the last page'),
  });

export const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    fields: z.record(z.string(), z.string()).optional().describe('Field → what is wrong with it.'),
  }),
});
