import { z } from 'zod';

/** What the YMCS Open API v2 answers, as far as it is read here (facts §1.1). Fields come as null where they are empty. */

export const tokenAnswer = z.object({
  /** It goes into a header. */
  access_token: z.string().regex(/^[!-~]+$/),
  /** Seconds; an hour for one client, a day for others. */
  expires_in: z.coerce.number().optional(),
});

const text = z.string().nullish();

/** It goes into a path. */
const id = z.string().regex(/^[\w-]+$/);

export const device = z.object({
  id,
  mac: z.string(),
  /** What the phone tries first. */
  uniqueServerUrl: text,
  /** Where the server is that the entry is linked with: what the phone tries else. */
  serverUrl: text,
  /** Milliseconds. */
  lastConnected: z.number().nullish(),
});
export type Device = z.infer<typeof device>;

export const devicePage = z.object({ total: z.number(), data: z.array(device).nullish() });

export const addedDevice = z.object({ id });

/** Failures stand inside of a 200: `errorInfo` where devices are added, `msg` where they are removed. */
export const bulkResult = z.object({
  successCount: z.number(),
  failureCount: z.number(),
  errors: z.array(z.object({ errorInfo: text, msg: text })).nullish(),
});

export const devicePins = z.array(z.object({ mac: z.string(), pin: text }));

export const errorBody = z.object({
  code: z.union([z.string(), z.number()]).nullish(),
  details: z.array(z.object({ field: z.string() })).nullish(),
});

export type NewDevice = {
  readonly mac: string;
  readonly sn?: string;
  readonly uniqueServerUrl: string;
  readonly remark?: string;
};
