import { z } from 'zod';

/** What Poly ZTP answers, as far as it is read here (facts §5). */

/** One client reads the profile as `profileid` (C1); it is written as `profile`. */
export const device = z.object({
  id: z.string(),
  profileid: z.string().nullish(),
  profile: z.string().nullish(),
});

export const profile = z.object({ id: z.string() });

export type NewDevice = { readonly id: string; readonly profile: string };

export const errorBody = z.object({ message: z.string() });
