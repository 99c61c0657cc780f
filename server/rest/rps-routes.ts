import { z } from 'zod';
import type { RpsAccountView } from '#server/hotdesk/rps/accounts.ts';
import type { ManualExport } from '#server/hotdesk/rps/export-manual.ts';
import type { RpsDifference } from '#server/hotdesk/rps/reconcile.ts';
import type { RpsRelease } from '#server/hotdesk/rps/releases.ts';
import type { AccountCheck } from '#server/rps/check-account.ts';
import { deskSchema, pageOf } from './answers.ts';
import type { Route } from './route.ts';

const moment = z.iso.datetime();
const error = z.object({ code: z.string(), message: z.string() });

const accountSchema = z.object({
  provider: z.enum([
    ...['yealink-ymcs', 'yealink-xmlrpc', 'fanvil', 'snom-sraps', 'snom-xmlrpc', 'grandstream-gdms'],
    ...['poly-ztp', 'gigaset-grape', 'gigaset-xmlrpc', 'htek', 'ale-eds', 'auerswald', 'panasonic'],
  ] as const) as z.ZodType<RpsAccountView['provider']>,
  vendor: z.string(),
  configured: z.boolean(),
  fields: z.record(z.string(), z.boolean()).describe('Which are set. Their values are never answered.'),
  callsPerMinute: z.number().describe('How often the service may be called.'),
  dryRun: z.boolean().describe('Nothing is written: phones are only looked up.'),
  test: z
    .object({ at: moment, error: error.nullable() })
    .nullable()
    .describe('null = not tested since the credentials were set.'),
  sharedUrl: z
    .string()
    .nullable()
    .describe('For services that keep a link for a profile or site: the address to set there.'),
  updatedAt: moment.nullable(),
}) satisfies z.ZodType<RpsAccountView>;

const checkSchema = z.union([
  z.object({ ok: z.literal(true), account: z.string().exactOptional(), phones: z.number().exactOptional() }),
  z.object({ ok: z.literal(false), error }),
]) satisfies z.ZodType<AccountCheck>;

const askedSchema = z.object({ asked: z.number().describe('So many phones.') });

const differenceSchema = z.object({
  mac: z.string(),
  deskId: z.string().nullable(),
  displayName: z.string(),
  provider: z.string(),
  state: z.string(),
  error: error.nullable(),
  wantedUrl: z.string().nullable(),
  found: z.object({
    kind: z.enum(['absent', 'ours', 'foreign', 'unknown']),
    url: z.string().nullable(),
  }),
  mayReplace: z.boolean().describe('Whether another link of the account may be written over without asking.'),
  since: moment.describe('Since when it is in this state.'),
  at: moment.describe('When it was last looked at.'),
}) satisfies z.ZodType<RpsDifference>;

const releaseSchema = z.object({
  mac: z.string(),
  displayName: z.string(),
  provider: z.string(),
  by: z.string().nullable(),
  at: moment,
  answer: z
    .enum(['released', 'absent', 'foreign', 'other_link'])
    .nullable()
    .describe('null = nothing was ever sent to the service.'),
}) satisfies z.ZodType<RpsRelease>;

const manualExportSchema = z.object({
  fileName: z.string(),
  csv: z
    .string()
    .describe(
      'RFC 4180, with the columns mac, serial, url and displayName. Each link opens the configuration of a phone.',
    ),
  count: z.number(),
}) satisfies z.ZodType<ManualExport>;

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
      summary: "Keeps the service's own fields, sealed, and perhaps callsPerMinute and dryRun.",
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
    ...{ method: 'PATCH', path: '/rps/accounts/{provider}', procedure: 'rps.changeAccount', takes: 'patch' },
    ...{
      status: 200,
      answer: accountSchema,
      summary: 'Changes what is named; what is not stays, a field that is null is taken away.',
    },
  },
  {
    ...{ method: 'DELETE', path: '/rps/accounts/{provider}', procedure: 'rps.removeAccount' },
    ...{ takes: 'nothing', status: 204, summary: 'Forgets an account; what stands at the service stays.' },
  },
  {
    ...{ method: 'POST', path: '/rps/reconcile', procedure: 'rps.reconcile', takes: 'nothing', status: 202 },
    ...{ answer: askedSchema, summary: 'Looks every phone up now. Changes nothing at the services.' },
  },
  {
    ...{ method: 'GET', path: '/rps/differences', procedure: 'rps.differences', takes: 'query', status: 200 },
    ...{
      answer: pageOf(differenceSchema),
      summary: 'Where something else stands than is wanted, and what a dry run found.',
    },
  },
  {
    ...{ method: 'POST', path: '/rps/repair', procedure: 'rps.repair', takes: 'body', status: 202 },
    ...{ answer: askedSchema, summary: 'Writes what is wanted over what differs.' },
  },
  {
    ...{ method: 'GET', path: '/rps/releases', procedure: 'rps.releases', takes: 'query', status: 200 },
    ...{
      answer: pageOf(releaseSchema),
      summary: 'Proof of which phones were let go, for whom they are sold to.',
    },
  },
  {
    ...{ method: 'POST', path: '/rps/manual-export', procedure: 'rps.exportManual', takes: 'body' },
    ...{
      status: 200,
      answer: manualExportSchema,
      summary: 'MAC and link of every phone that waits for people, as a table. The links are secrets.',
    },
  },
  {
    ...{ method: 'POST', path: '/desks/{id}/rps/sync', procedure: 'rps.sync', takes: 'nothing', status: 202 },
    ...{ answer: deskSchema, summary: "Writes the desk's phone to its redirection service again, now." },
  },
];
