import { z } from 'zod';
import { deskKeyInput, line, userKeyInput } from './schemas.ts';

/** More than the largest phones have. */
const KEYS_MAX = 60;
const LABEL_MAX = 40;
const PAGE_MAX = 9;

/** What a phone may dial, as people write it; kept without what only eases reading. */
const keyNumber = z
  .string()
  .transform((text) => text.replace(/[\s().\-/]/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'This must not be empty.')
      .regex(/^(?:\+\d{1,30}|[\d*#]{1,30})$/, 'A number has digits, * and #, or a + before digits.'),
  );

const wantedKey = z.object({
  does: z.enum(['speed-dial', 'blf', 'voicemail', 'transfer']),
  number: keyNumber,
  label: line(LABEL_MAX),
  page: z.number().int().min(1).max(PAGE_MAX).nullable().default(null),
});

const keys = z.array(wantedKey).max(KEYS_MAX, `At most ${KEYS_MAX} keys.`);

export const setUserKeysInput = userKeyInput.extend({ keys });
export const setDeskKeysInput = deskKeyInput.extend({ keys });

export type SetUserKeysInput = z.output<typeof setUserKeysInput>;
export type SetDeskKeysInput = z.output<typeof setDeskKeysInput>;
