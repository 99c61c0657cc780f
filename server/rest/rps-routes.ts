import { z } from 'zod';
import type { RpsAccountView } from '#server/hotdesk/rps/accounts.ts';
import type { AccountCheck } from '#server/rps/check-account.ts';
import { deskSchema } from './answers.ts';
import type { Route } from './route.ts';

const moment = z.iso.datetime();
const error = z.object({ code: z.string(), message: z.string() });

const accountSchema = z.object({
  provider: z.enum([
    ...['yealink-ymcs', 'yealink-xmlrpc', 'fanvil', 'snom-sraps', 'snom-xmlrpc', 'grandstream-gdms'],
    ...['poly-ztp'],
  ] as const) as z.ZodType<RpsAccountView['provider']>,
  vendor: z.string(),
  configured: z.boolean(),
  fields: z.record(z.string(), z.boolean()).describe('Which are set. Their values are never answered.'),
  callsPerMinute: z.number().describe('How often the service may be called.'),
  test: z
    .object({ at: moment, error: error.nullable() })
    .nullable()
    .describe('null = not tested since the credentials were set.'),
  updatedAt: moment.nullable(),
}) satisfies z.ZodType<RpsAccountView>;

const checkSchema = z.union([
  z.object({ ok: z.literal(true), account: z.string().exactOptional(), phones: z.number().exactOptional() }),
  z.object({ ok: z.literal(false), error }),
]) satisfies z.ZodType<AccountCheck>;

export const rpsRoutes: readonly Route[] = [
  {
    ...{ method: 'GET', path: '/rps/accounts', procedure: 'rps.accounts', takes: 'nothing', status: 200 },
    ...{
      answer: z.object({ items: z.array(accountSchema) }),
      summary: "Every maker's redirection service, and whether there is an account.",
    },
  },
  {
    ...{ method: 'GET', path: '/rps/accounts/{provider}', procedure: 'rps.account', takes: 'nothing' },
    ...{ status: 200, answer: accountSchema, summary: 'One service. Credentials are write-only.' },
  },
  {
    ...{ method: 'PUT', path: '/rps/accounts/{provider}', procedure: 'rps.setAccount', takes: 'body' },
    ...{
      status: 200,
      answer: accountSchema,
      summary: "Keeps the service's own fields, sealed, and perhaps callsPerMinute.",
    },
  },
  {
    ...{ method: 'POST', path: '/rps/accounts/{provider}/test', procedure: 'rps.testAccount' },
    ...{
      takes: 'nothing',
      status: 200,
      answer: checkSchema,
      summary: 'Asks the service whether it lets in.',
    },
  },
  {
    ...{ method: 'DELETE', path: '/rps/accounts/{provider}', procedure: 'rps.removeAccount' },
    ...{ takes: 'nothing', status: 204, summary: 'Forgets an account; what stands at the service stays.' },
  },
  {
    ...{ method: 'POST', path: '/desks/{id}/rps/sync', procedure: 'rps.sync', takes: 'nothing', status: 202 },
    ...{ answer: deskSchema, summary: "Writes the desk's phone to its redirection service again, now." },
  },
];
