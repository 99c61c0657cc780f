import { z } from 'zod';

/** What SRAPS answers, as far as it is read here (facts §3.1). Its reference is behind a login: this is what its clients read. */

export const token = z.object({ links: z.object({ company: z.string() }) });

/** That a company has a `name` is UNVERIFIED. */
export const company = z.object({ links: z.object({ endpoints: z.string() }), name: z.string().nullish() });

export const settings = z.array(z.object({ uuid: z.string().min(1), param_name: z.string() }));

export const endpoint = z.object({
  mac: z.string(),
  /** By the uuid of a setting. */
  settings_manager: z.record(z.string(), z.object({ value: z.unknown().optional() })).nullish(),
});

export type EndpointBody = {
  readonly mac: string;
  readonly autoprovisioning_enabled: true;
  readonly settings_manager: Readonly<
    Record<string, { readonly value: string; readonly attrs: { readonly perm: 'RW' } }>
  >;
  readonly name?: string;
};

/** Where the sentence stands differs. */
export const errorBody = z.object({
  message: z.unknown().optional(),
  error: z.unknown().optional(),
  detail: z.unknown().optional(),
});
