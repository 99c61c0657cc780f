import { z } from 'zod';

/** What EDS answers, as far as it is read here (facts §7; C1, from one client that reads no more). */

export const envelope = z.object({ success: z.boolean(), data: z.unknown().optional() });

/** It goes into a header. */
export const tokenData = z.object({ token: z.string().regex(/^[!-~]+$/) });

/** It goes into a path. */
const id = z.union([z.number(), z.string().regex(/^[\w-]+$/)]);
export type Id = z.infer<typeof id>;

export const serverList = z.object({
  server_list: z.array(z.object({ server_id: id, server_url: z.string().nullish() })).nullish(),
});
export const addedServer = z.object({ server_id: id });

export const profileList = z.object({
  profile_list: z.array(z.object({ profile_id: id, server_id: id.nullish() })).nullish(),
});
export const addedProfile = z.object({ profile_id: id });

export const deviceList = z.object({
  device_list: z.array(z.object({ device_id: id, mac: z.string() })).nullish(),
});
