import { z } from 'zod';

/** What the GDMS Open API answers, as far as it is read here (facts §4.1). */

const grant = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().nullish(),
  /** Seconds, about an hour. */
  expires_in: z.coerce.number().optional(),
});
/** It stands in `data` for one client, and without it for others. */
export const tokenAnswer = z.union([grant, z.object({ data: grant }).transform(({ data }) => data)]);

/** `retCode` 0 is yes. The HTTP status is 200 nearly always. */
export const envelope = z.object({
  retCode: z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number),
  msg: z.string().nullish(),
  data: z.unknown().optional(),
});
export type Envelope = z.infer<typeof envelope>;

const id = z.union([z.string(), z.number()]);

export const devicePage = z.object({
  result: z.array(z.object({ mac: z.string(), siteId: id.nullish() })).nullish(),
});

export const sitePage = z.object({
  result: z.array(z.object({ id, siteName: z.string().nullish() })).nullish(),
});

/** Nothing, or what was refused of what was sent: the whole is yes all the same. */
export const added = z.object({
  failure: z.number().nullish(),
  errorDeviceList: z.array(z.object({ errorMsg: id.nullish() })).nullish(),
});

export type NewDevice = {
  /** `XX:XX:XX:XX:XX:XX` */
  readonly mac: string;
  readonly sn: string;
  readonly siteId: string | number;
  readonly deviceName?: string;
};
