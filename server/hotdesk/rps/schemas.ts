import { z } from 'zod';
import { wanted } from '../schemas.ts';

export const rpsAccountKeyInput = z.object({ provider: wanted(40) });

/** What else is given are the service's own fields. */
export const setRpsAccountInput = z
  .object({
    provider: wanted(40),
    callsPerMinute: z.number().int().min(1).max(60_000).optional(),
  })
  .loose();
