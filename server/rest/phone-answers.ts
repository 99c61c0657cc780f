import { z } from 'zod';
import type { EdgeView } from '#server/hotdesk/edge-settings.ts';
import type { PhonePage } from '#server/hotdesk/phone-page-view.ts';
import type { PhoneSecurityView } from '#server/hotdesk/phone-security-settings.ts';
import type { PhoneWebView } from '#server/hotdesk/phone-web-settings.ts';
import type { Claiming } from '#server/hotdesk/show-codes.ts';

/** What the API answers about one phone, and about the way of those elsewhere. The compiler compares. */
const moment = z.iso.datetime();

export const edgeSchema = z.object({
  edge: z
    .object({
      host: z.string(),
      port: z.number(),
      transport: z.enum(['udp', 'tcp', 'tls']),
      srtp: z.boolean().describe('Whether it wants SRTP, with keys in SDP.'),
    })
    .nullable()
    .describe('null = phones elsewhere register straight here, by TCP.'),
}) satisfies z.ZodType<EdgeView>;

export const phoneWebSchema = z.object({
  asked: z
    .boolean()
    .describe('Whether phones on the LAN that cannot be told by SIP are asked by their own web pages.'),
}) satisfies z.ZodType<PhoneWebView>;

export const phoneSecuritySchema = z.object({
  encrypted: z
    .array(z.string())
    .describe('Makers whose phones get their files encrypted, from the second on.'),
  encryptable: z.array(z.string()).describe('Makers whose phones can read encrypted files.'),
  certified: z.array(z.string()).describe('Makers whose phones get no file without their certificate.'),
  asksForCertificates: z.boolean().describe('Whether this server asks phones for certificates.'),
}) satisfies z.ZodType<PhoneSecurityView>;

export const claimingSchema = z.object({
  needed: z.boolean().describe('Whether other organisations hear the same phones.'),
  codesUntil: moment.nullable().describe('Until when phones that start show a code.'),
}) satisfies z.ZodType<Claiming>;

const lastSwitch = z.object({
  switchedAt: moment,
  toldAt: moment.nullable(),
  downloadedAt: moment.nullable(),
  registeredAt: moment.nullable().describe('Before switchedAt where it was registered rightly already.'),
  settledAt: moment.nullable(),
});

const registration = z.object({
  extension: z.string(),
  contact: z.string(),
  transport: z.string(),
  address: z.string().describe('Where it comes from.'),
  userAgent: z.string().nullable(),
  since: moment.nullable(),
  refreshedAt: moment,
  expiresAt: moment,
  expected: z.boolean().describe('Whether it is what the desk is now.'),
});

const request = z.object({
  id: z.number(),
  at: moment,
  method: z.string(),
  name: z.string().describe('The file, as asked for.'),
  status: z.number(),
  outcome: z.enum([
    ...['sent', 'unchanged', 'partly-sent', 'broken-off', 'not-here', 'challenged'],
    ...[
      'wrong-credentials',
      'other-mac',
      'other-certificate',
      'no-certificate',
      'upload-taken',
      'upload-refused',
      'bootstrapped',
      'not-over-plain',
    ],
  ] as const),
  version: z.number().nullable().describe('The configuration version that was served.'),
  bytes: z.number(),
  durationMs: z.number().describe('From the request to the end of the answer.'),
  source: z.string(),
  userAgent: z.string().nullable(),
  otherMac: z.string().nullable().describe("The MAC that it named, where it is another phone's."),
});

const check = z.object({
  check: z.enum([
    ...['asked', 'address', 'maker', 'network', 'credentials', 'downloaded'],
    ...['told', 'registered', 'place'],
  ] as const),
  state: z.enum(['ok', 'waiting', 'warning', 'problem']),
  code: z.string().describe('What was found, for a program.') as unknown as z.ZodType<
    PhonePage['checks'][number]['code']
  >,
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  at: moment.nullable(),
});

export const phonePageSchema = z.object({
  mac: z.string().regex(/^[0-9a-f]{12}$/),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  modelKnown: z.boolean().nullable().describe('false = it gets what every model of its maker takes.'),
  firmware: z.string().nullable(),
  ip: z.string().nullable(),
  firstSeen: moment.nullable().describe('null = it was never heard of.'),
  lastSeen: moment.nullable(),
  deskId: z.string().nullable(),
  canReboot: z.boolean(),
  limitations: z.array(z.string()),
  rearmedUntil: moment.nullable(),
  lastSwitch: lastSwitch.nullable(),
  registrations: z.array(registration),
  requests: z.array(request).describe('The last ones, newest first.'),
  checks: z.array(check).describe('Why it does not work, from its first question to its registration.'),
}) satisfies z.ZodType<PhonePage>;
