import { z } from 'zod';
import { line, vendorSchema, wanted } from '../schemas.ts';

const MODELS_MAX = 20;
const MODEL_MAX = 60;
const SITES_MAX = 200;
const SITE_MAX = 60;

const model = line(MODEL_MAX).refine((text) => !text.includes(','), 'A model has no comma.');

const unlike = (texts: string[]): string[] => [
  ...new Map(texts.map((text) => [text.toLowerCase(), text])).values(),
];

/** In the address of an upload: `T54W,T57W`. */
const models = z
  .string()
  .transform((text) => text.split(',').filter((part) => part.trim() !== ''))
  .pipe(
    z
      .array(model)
      .min(1, 'At least one model.')
      .max(MODELS_MAX, `At most ${MODELS_MAX} models.`)
      .transform(unlike),
  );

/** It becomes part of an address that phones ask for: nothing in it has to be written otherwise there. */
const fileName = z
  .string()
  .regex(
    /^[\w.,()+@-]{1,120}$/,
    'A file name has letters, digits and .,()+@_- only, and at most 120 of them.',
  )
  .refine((text) => !/^\.+$/.test(text), 'This is no file name.');

const version = z
  .string()
  .trim()
  .regex(/^[\w.+-]{1,60}$/, 'A version is as the phone says it of itself, for example 96.86.0.45.');

export const addFirmwareInput = z.object({ vendor: vendorSchema, models, version, fileName });

export const firmwareKeyInput = z.object({ id: wanted(64).min(1) });

/** `firmwareId`: null = the phones of this model keep what they have. `sites`: null = everywhere. */
export const rollOutFirmwareInput = z.object({
  vendor: vendorSchema,
  model,
  firmwareId: wanted(64).min(1).nullable(),
  sites: z
    .array(line(SITE_MAX))
    .min(1, 'At least one site.')
    .max(SITES_MAX, `At most ${SITES_MAX} sites.`)
    .transform((names) => [...new Set(names)].sort())
    .nullable()
    .default(null),
});

export type AddFirmwareInput = z.output<typeof addFirmwareInput>;
export type RollOutFirmwareInput = z.output<typeof rollOutFirmwareInput>;
