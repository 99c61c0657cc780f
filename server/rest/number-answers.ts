import { z } from 'zod';
import type { DialPlanView } from '#server/hotdesk/dial-plan-settings.ts';
import type { EmergencyCallView } from '#server/hotdesk/emergency-calls.ts';
import type { EmergencySettingsView } from '#server/hotdesk/emergency-settings.ts';
import type { NumberExplanation } from '#server/hotdesk/explain-number.ts';
import type { GatewayWithState } from '#server/trpc/routers/gateways.ts';

/** What the API answers about numbers and where they lead. The compiler compares with what the domain shows. */
const moment = z.iso.datetime();

export const gatewaySchema = z.object({
  id: z.string(),
  name: z.string(),
  host: z.string(),
  port: z.number().nullable(),
  transport: z.enum(['udp', 'tcp', 'tls']),
  registers: z.boolean(),
  domain: z.string().nullable(),
  username: z.string().nullable(),
  authName: z.string().nullable(),
  hasSecret: z.boolean().describe('Whether a secret is set. It is never answered.'),
  callerNumber: z.string().nullable(),
  sources: z.array(z.string()).describe('Further addresses and networks that calls come in from.'),
  enabled: z.boolean(),
  createdAt: moment,
  state: z
    .object({
      state: z.enum(['healthy', 'down', 'registering', 'registered', 'refused', 'off']),
      since: moment,
      error: z.string().nullable().describe('Why it takes no call.'),
      trouble: z
        .object({
          code: z.enum([
            ...['answer', 'register_answer', 'no_answer', 'unknown_name', 'no_name_service'],
            ...['connection', 'certificate'],
          ] as const),
          detail: z.string(),
        })
        .nullable()
        .describe('The same for a program.'),
    })
    .nullable(),
}) satisfies z.ZodType<GatewayWithState>;

export const dialPlanSchema = z.object({
  logInCode: z.string(),
  logOutCode: z.string(),
  outboundRoutes: z.array(
    z.object({
      prefix: z.string(),
      lengthMin: z.number(),
      lengthMax: z.number(),
      strip: z.number(),
      prepend: z.string(),
      gatewayIds: z.array(z.string()).describe('Tried one after the other.'),
    }),
  ),
  inboundNumbers: z.array(z.object({ number: z.string(), extension: z.string() })),
  loggedOutCalls: z.object({
    allow: z.enum(['emergency', 'internal', 'listed']),
    numbers: z.array(z.string()),
  }),
}) satisfies z.ZodType<DialPlanView>;

const addressSchema = z.object({
  country: z.string(),
  region: z.string().exactOptional(),
  city: z.string(),
  postalCode: z.string().exactOptional(),
  street: z.string(),
  houseNumber: z.string().exactOptional(),
  building: z.string().exactOptional(),
});

export const emergencySettingsSchema = z.object({
  numbers: z.array(z.string()),
  testNumber: z.string().nullable().describe('Speaks the place of a desk back.'),
  route: z.object({ gatewayIds: z.array(z.string()), callerNumber: z.string().nullable() }),
  alertEmails: z.array(z.string()),
  sites: z.record(
    z.string(),
    z.object({ callerNumber: z.string().nullable(), address: addressSchema.nullable() }),
  ),
}) satisfies z.ZodType<EmergencySettingsView>;

export const emergencyCallSchema = z.object({
  id: z.number(),
  at: moment,
  number: z.string(),
  isTest: z.boolean(),
  deskId: z.string().nullable(),
  place: z.object({
    desk: z.string(),
    site: z.string().nullable(),
    floor: z.string().nullable(),
    address: addressSchema.nullable(),
  }),
  caller: z.string().nullable().describe('Who was logged in there.'),
  callerNumber: z.string().nullable(),
  outcome: z.enum(['calling', 'routed', 'no_route', 'failed', 'test']),
  gateway: z.string().nullable(),
  seenAt: moment.nullable(),
  seenBy: z.string().nullable(),
}) satisfies z.ZodType<EmergencyCallView>;

export const numberExplanationSchema = z.object({
  number: z.string(),
  is: z.enum(['emergency', 'emergency-test', 'log-in', 'log-out', 'extension', 'outside', 'none']),
  rules: z
    .array(
      z.object({
        rule: z.enum([
          ...['emergency', 'emergency-test', 'log-out-code', 'log-in-code', 'extension'],
          ...['emergency-behind-prefix', 'outbound-route', 'extension-of-nobody'],
        ] as const),
        fits: z.boolean(),
      }),
    )
    .describe('Every rule that was asked, in order; the last one that fits decided.'),
  extension: z.object({ extension: z.string(), owner: z.enum(['user', 'desk']) }).nullable(),
  outside: z.object({ number: z.string(), gateways: z.array(z.string()) }).nullable(),
  emergency: z
    .object({
      callerNumber: z.string().nullable(),
      desk: z.string(),
      site: z.string().nullable(),
      floor: z.string().nullable(),
    })
    .nullable(),
  mayCallLoggedOut: z.boolean(),
}) satisfies z.ZodType<NumberExplanation>;
