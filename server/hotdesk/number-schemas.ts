import { z } from 'zod';
import { extensionSchema, line, pageInput, phoneNumber, wanted } from './schemas.ts';

/** Without `#`, by which phones know that a number is whole. */
const dialCode = z
  .string()
  .trim()
  .regex(/^\*{0,2}\d{1,4}$/, 'A code is up to four digits, usually after a *, for example *70.');

const host = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, 'This must not be empty.')
  .max(253)
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[?[0-9a-f:.]+\]?)$/,
    'This is neither a host name nor an IP address.',
  );

const source = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^(?:[a-z0-9][a-z0-9.-]*|[0-9a-f:.]+(?:\/\d{1,3})?)$/,
    'Give an IP address, a network like 192.0.2.0/24, or a host name.',
  )
  .max(253);

/** What goes into a SIP URI or a digest answer as it is. */
const sipName = z
  .string()
  .trim()
  .min(1, 'This must not be empty.')
  .max(100)
  .regex(/^[\w.+!~*'()&=$,;?/@-]+$/, 'Letters, digits and signs that a SIP address may have.');

const gatewayFields = {
  name: line(60),
  host,
  port: z.number().int().min(1).max(65_535).nullish(),
  transport: z.enum(['udp', 'tcp', 'tls']),
  registers: z.boolean(),
  domain: host.nullish(),
  username: sipName.nullish(),
  authName: sipName.nullish(),
  secret: z.string().min(1, 'This must not be empty.').max(200).nullish(),
  callerNumber: phoneNumber.nullish(),
  sources: z.array(source).max(50),
  enabled: z.boolean(),
};

export const createGatewayInput = z.object({
  ...gatewayFields,
  transport: gatewayFields.transport.default('udp'),
  registers: gatewayFields.registers.default(false),
  sources: gatewayFields.sources.default([]),
  enabled: gatewayFields.enabled.default(true),
});

export const gatewayKeyInput = z.object({ id: wanted(64).min(1) });

export const updateGatewayInput = z.object({
  id: wanted(64).min(1),
  patch: z.object(gatewayFields).partial().strict(),
});

export const edgeInput = z.object({
  edge: z
    .object({
      host,
      port: z.number().int().min(1).max(65_535).nullish(),
      transport: z.enum(['udp', 'tcp', 'tls']),
      srtp: z.boolean().default(false),
    })
    .nullable(),
});

const gatewayIds = z.array(wanted(64).min(1)).max(10);

const outboundRoute = z
  .object({
    prefix: z
      .string()
      .trim()
      .regex(/^\+?\d{0,15}$/, 'A prefix has digits, and perhaps a + before them.'),
    lengthMin: z.number().int().min(1).max(30).default(1),
    lengthMax: z.number().int().min(1).max(30).default(30),
    strip: z.number().int().min(0).max(30).default(0),
    prepend: z
      .string()
      .trim()
      .regex(/^\+?\d{0,15}$/, 'Digits, and perhaps a + before them.')
      .default(''),
    gatewayIds: gatewayIds.min(1, 'A route needs a gateway.'),
  })
  .refine(({ lengthMin, lengthMax }) => lengthMin <= lengthMax, {
    path: ['lengthMax'],
    error: 'The greatest length is less than the least.',
  });

export const dialPlanInput = z.object({
  logInCode: dialCode,
  logOutCode: dialCode,
  outboundRoutes: z.array(outboundRoute).max(100),
  inboundNumbers: z.array(z.object({ number: phoneNumber, extension: extensionSchema })).max(5_000),
  loggedOutCalls: z.object({
    allow: z.enum(['emergency', 'internal', 'listed']),
    numbers: z
      .array(
        z
          .string()
          .trim()
          .regex(/^\+?\d{2,30}$/, 'Digits, as they are dialled.'),
      )
      .max(200),
  }),
});

export const explainNumberInput = z.object({
  number: z.string().trim().min(1, 'Which number?').max(60),
  deskId: wanted(64).optional(),
});

const civicAddress = z.object({
  country: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{2}$/, 'Two letters, for example DE or US.'),
  region: line(60).optional(),
  city: line(60),
  postalCode: line(20).optional(),
  street: line(100),
  houseNumber: line(20).optional(),
  building: line(60).optional(),
});

const emergencyNumber = z
  .string()
  .trim()
  .regex(/^\d{2,8}$/, 'An emergency number has 2 to 8 digits.');

export const emergencySettingsInput = z.object({
  numbers: z.array(emergencyNumber).min(1, 'At least one emergency number is needed.').max(20),
  testNumber: emergencyNumber.nullable(),
  route: z.object({ gatewayIds, callerNumber: phoneNumber.nullable() }),
  alertEmails: z.array(z.email('This is no e-mail address.').max(254).toLowerCase()).max(20),
  sites: z.record(
    line(60),
    z.object({ callerNumber: phoneNumber.nullable(), address: civicAddress.nullable() }),
  ),
});

export const emergencyCallsInput = pageInput.omit({ search: true });
export const emergencyCallKeyInput = z.object({ id: z.coerce.number().int().positive() });

export type CreateGatewayInput = z.output<typeof createGatewayInput>;
export type UpdateGatewayInput = z.output<typeof updateGatewayInput>;
export type EdgeInput = z.output<typeof edgeInput>;
export type DialPlanInput = z.output<typeof dialPlanInput>;
export type ExplainNumberInput = z.output<typeof explainNumberInput>;
export type EmergencySettingsInput = z.output<typeof emergencySettingsInput>;
