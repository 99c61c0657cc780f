import { z } from 'zod';
import { createDeskInput } from '../schemas.ts';

/** So many desks are made in one transaction. */
export const DESKS_AT_ONCE = 50;

/** Of a table, in characters: some 20,000 desks. */
export const TABLE_LENGTH_MAX = 4 * 1024 * 1024;

export const createDesksInput = z.object({ desks: z.array(createDeskInput).min(1).max(DESKS_AT_ONCE) });

/** What holds for every line that says nothing else. */
const defaults = {
  provisioning: createDeskInput.shape.provisioning.default('link'),
  network: createDeskInput.shape.network.default('lan'),
};

export const checkImportInput = z.object({
  table: z.string().max(TABLE_LENGTH_MAX),
  ...defaults,
});

export const importDesksInput = z.object({
  ...defaults,
  dryRun: z.stringbool().default(false).describe('Only looks the table through, and changes nothing.'),
});

export type CreateDesksInput = z.output<typeof createDesksInput>;
export type CheckImportInput = z.output<typeof checkImportInput>;
