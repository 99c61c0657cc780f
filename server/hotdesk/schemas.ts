import { z } from 'zod';
import { CLAIM_CODE_DIGITS } from './claim-code.ts';
import type { Extension, MacAddress } from './ids.ts';
import { parseMac } from './parse-mac.ts';
import { knownVendors } from './vendors.ts';

export const extensionSchema = z
  .string()
  .regex(/^\d{2,10}$/, 'An extension has 2 to 10 digits.')
  .transform((text) => text as Extension);

/** Only the form: weak PINs are refused where a person chooses one. */
export const pinSchema = z.string().regex(/^\d{4,12}$/, 'A PIN has 4 to 12 digits.');

export const macSchema = z.string().transform((text, check): MacAddress => {
  const mac = parseMac(text);
  if (mac !== undefined) return mac;
  check.addIssue({
    code: 'custom',
    message: 'A MAC address has 12 hex digits, for example 00:15:65:AA:BB:CC.',
  });
  return z.NEVER;
});

/** One line of text, not empty. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'This must not be empty.')
    .max(max, `At most ${max} characters.`)
    .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text), 'One line, please, without control characters.');

/** What something is looked for by. A NUL is in no name, and PostgreSQL takes none. */
export const wanted = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => !text.includes('\0'), 'This has a character that nothing has.');

/** The number that a desk has in the API. */
const deskId = wanted(64).min(1);

const email = z.email('This is no e-mail address.').max(254).toLowerCase();

/** A number of the outside world as people write it; kept without what only eases reading. */
export const phoneNumber = z
  .string()
  .transform((text) => text.replace(/[\s().\-/]/g, ''))
  .pipe(z.string().regex(/^\+?\d{2,20}$/, 'A phone number has digits, and perhaps a + before them.'));

export const pageInput = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: wanted(200).optional(),
  search: wanted(100).trim().optional(),
});

export const auditInput = pageInput.extend({
  door: z.enum(['dial', 'qr', 'kiosk', 'admin', 'api', 'policy', 'phone', 'system']).optional(),
  action: wanted(60).optional(),
});

export const createUserInput = z.object({
  extension: extensionSchema,
  name: line(100),
  pin: pinSchema,
  hotDesking: z.boolean().default(false),
  email: email.nullish(),
  language: z.enum(['en', 'de', 'fr', 'es']).nullish(),
  callerNumber: phoneNumber.nullish(),
});

export const updateUserInput = z.object({
  extension: extensionSchema,
  patch: z
    .object({
      extension: extensionSchema,
      name: line(100),
      pin: pinSchema,
      hotDesking: z.boolean(),
      email: email.nullable(),
      language: z.enum(['en', 'de', 'fr', 'es']).nullable(),
      callerNumber: phoneNumber.nullable(),
    })
    .partial()
    .strict(),
});

export const userKeyInput = z.object({ extension: wanted(20) });

export const vendorSchema = z.string().trim().toLowerCase().min(1).max(40);

const deskFields = {
  displayName: line(60),
  extension: extensionSchema,
  mac: macSchema,
  vendor: vendorSchema,
  model: line(60).nullish(),
  serial: line(60).nullish(),
  provisioning: z.enum(['pnp', 'rps', 'link']),
  network: z.enum(['lan', 'sbc']),
  site: line(60).nullish(),
  floor: line(60).nullish(),
  callerNumber: phoneNumber.nullish(),
};

export const createDeskInput = z.object(deskFields);
export const deskKeyInput = z.object({ id: deskId });
export const phoneKeyInput = z.object({ mac: macSchema });
/** As it stands on the phone, or as it is read out: `4827 1639`, `48-27-16-39`. */
export const claimPhoneInput = z.object({
  code: wanted(40)
    .transform((text) => text.replace(/[\s.-]/g, ''))
    .pipe(
      z.string().regex(new RegExp(`^\\d{${CLAIM_CODE_DIGITS}}$`), `A code has ${CLAIM_CODE_DIGITS} digits.`),
    ),
});
export const updateDeskInput = z.object({
  id: deskId,
  patch: z.object(deskFields).partial().strict(),
});

/** What is typed at a desk: form is not checked beyond size, so that nothing tells a guesser more than "wrong". */
export const logInInput = z.object({
  id: deskId,
  extension: wanted(20).min(1),
  pin: z.string().min(1).max(64),
  takeOver: z.boolean().default(false),
});

export const setUpInput = z.object({
  token: wanted(100).min(1),
  organisation: line(100),
  name: line(100),
  email,
  password: z.string().min(10, 'At least 10 characters.').max(200),
});

export const signInInput = z.object({ email: z.string().max(254), password: z.string().max(200) });

const makes = z
  .array(z.enum(knownVendors))
  .transform((given) => [...new Set(given)].sort())
  .describe('Makers, by their codes.');

export const phoneSecurityInput = z.object({ encrypted: makes, certified: makes });

export type PhoneSecurityInput = z.output<typeof phoneSecurityInput>;

export const phoneWebInput = z.object({ asked: z.boolean() });

export type AuditInput = z.output<typeof auditInput>;
export type ClaimPhoneInput = z.output<typeof claimPhoneInput>;
export type PageInput = z.output<typeof pageInput>;
export type CreateUserInput = z.output<typeof createUserInput>;
export type UpdateUserInput = z.output<typeof updateUserInput>;
export type CreateDeskInput = z.output<typeof createDeskInput>;
export type UpdateDeskInput = z.output<typeof updateDeskInput>;
export type PhoneWebInput = z.output<typeof phoneWebInput>;
export type SetUpInput = z.output<typeof setUpInput>;
