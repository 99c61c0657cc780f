import { z } from 'zod';
import { TEMPLATE_SCOPES } from './effective-extras.ts';
import { deskKeyInput, line, vendorSchema, wanted } from './schemas.ts';

const SETTINGS_MAX = 300;
const NAME_MAX = 120;
const VALUE_MAX = 1_000;
const ABOUT_MAX = 64;

const templateSetting = z.object({
  name: line(NAME_MAX),
  value: z
    .string()
    .trim()
    .max(VALUE_MAX, `At most ${VALUE_MAX} characters.`)
    .refine(
      (text) => text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text),
      'One line, please, without control characters.',
    ),
});

const settings = z.array(templateSetting).max(SETTINGS_MAX, `At most ${SETTINGS_MAX} settings.`);

/** `about`: the model, the site's name or the desk's id; nothing for all of the tenant's. */
export const setTemplateInput = z
  .object({
    vendor: vendorSchema,
    scope: z.enum(TEMPLATE_SCOPES),
    about: wanted(ABOUT_MAX).trim().default(''),
    settings,
  })
  .refine(({ scope, about }) => (scope === 'tenant') === (about === ''), {
    path: ['about'],
    message: 'A model, a site or a desk is named, and nothing for all of a make.',
  });

export const templateKeyInput = z.object({ id: wanted(64).min(1) });

/** `desk`: whose file is shown; null = only what is to be said of the settings. */
export const previewTemplateInput = z.object({
  template: setTemplateInput,
  desk: deskKeyInput.shape.id.nullable(),
});

export type SetTemplateInput = z.output<typeof setTemplateInput>;
export type PreviewTemplateInput = z.output<typeof previewTemplateInput>;
