import { z } from 'zod';
import { macSchema, wanted } from '../schemas.ts';
import { knownVendors } from '../vendors.ts';

export const rpsAccountKeyInput = z.object({ provider: wanted(40) });

const how = {
  callsPerMinute: z.number().int().min(1).max(60_000).optional(),
  dryRun: z.boolean().optional(),
};

/** What else is given are the service's own fields, null where one is to be set no more. */
export const changeRpsAccountInput = z.object({ provider: wanted(40), patch: z.object(how).loose() });

export const repairRpsInput = z.object({
  macs: z.array(macSchema).max(10_000).optional().describe('Left out: all that differ.'),
});

export const exportManualInput = z.object({
  vendor: z.enum(knownVendors).optional().describe('Left out: those of every maker.'),
});

/** What else is given are the service's own fields. */
export const setRpsAccountInput = z.object({ provider: wanted(40), ...how }).loose();
