import { z } from 'zod';
import type { FirmwareFileView } from '#server/hotdesk/firmware/files.ts';
import type { FirmwareOverview } from '#server/hotdesk/firmware/overview.ts';
import type { FirmwareRollOutView } from '#server/hotdesk/firmware/roll-outs.ts';

/** What the API answers about firmware. The compiler compares. */
const moment = z.iso.datetime();

export const firmwareFileSchema = z.object({
  id: z.string(),
  vendor: z.string(),
  models: z.array(z.string()).describe('The models that it is for, as they name themselves.'),
  version: z.string().describe('As phones of this version name it in their User-Agent.'),
  fileName: z.string(),
  bytes: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  uploadedAt: moment,
  uploadedBy: z.string(),
}) satisfies z.ZodType<FirmwareFileView>;

const sites = z.array(z.string()).nullable().describe('null = everywhere.');

export const firmwareRollOutSchema = z.object({
  id: z.string(),
  vendor: z.string(),
  model: z.string(),
  firmwareId: z.string().nullable().describe('null = the phones of this model keep what they have.'),
  version: z.string().nullable(),
  sites,
  paused: z.boolean(),
  pauseReason: z.string().nullable().describe('"failing" = it paused by itself, because phones failed.'),
  previous: z
    .object({ firmwareId: z.string().nullable(), sites })
    .describe('What undo puts in the place of firmware and sites.'),
  updatedAt: moment,
  updatedBy: z.string(),
}) satisfies z.ZodType<FirmwareRollOutView>;

const model = z.object({
  vendor: z.string(),
  model: z.string().describe('Empty for phones whose model nobody knows.'),
  phones: z.number().describe('Those at desks.'),
  takesFirmware: z.boolean().describe('false = phones of this make get no firmware from here.'),
  versions: z.array(z.object({ version: z.string().nullable(), phones: z.number() })),
  rollout: firmwareRollOutSchema.nullable(),
  progress: z.object({
    done: z.number(),
    underWay: z.number().describe('Told, fetching it, or starting with it.'),
    occupied: z.number().describe('Waiting, because somebody is logged in there.'),
    waiting: z.number().describe('Free, and next.'),
    unreachable: z.number(),
    failed: z.number(),
    elsewhere: z.number().describe('At sites that were not chosen.'),
  }),
  failures: z.array(
    z.object({
      deskId: z.string(),
      displayName: z.string(),
      reason: z.enum(['not_asked', 'not_fetched', 'kept_old', 'other_version', 'not_back']),
      at: moment,
    }),
  ),
});

export const firmwareOverviewSchema = z.object({
  models: z.array(model),
  files: z.array(firmwareFileSchema),
  maxBytes: z.number().describe('The most that an upload may have.'),
}) satisfies z.ZodType<FirmwareOverview>;
