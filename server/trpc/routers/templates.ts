import { configurationOfDesk } from '#server/hotdesk/desk-configuration.ts';
import { removeTemplate, setTemplate, undoTemplate } from '#server/hotdesk/set-template.ts';
import {
  previewTemplateInput,
  setTemplateInput,
  templateKeyInput,
} from '#server/hotdesk/template-schemas.ts';
import { listTemplates } from '#server/hotdesk/templates.ts';
import { extraRules as knowExtras } from '#server/provisioning/extra-rules.ts';
import { previewTemplate, previewWithoutDesk } from '#server/provisioning/preview-template.ts';
import { vendors } from '#server/provisioning/vendors/index.ts';
import { adminProcedure, router } from '../init.ts';

export const templatesRouter = router({
  list: adminProcedure.query(({ ctx }) => listTemplates({ ctx: ctx.hotdesk })),
  set: adminProcedure
    .input(setTemplateInput)
    .mutation(({ ctx, input }) => setTemplate({ ctx: ctx.hotdesk, input, knowExtras })),
  remove: adminProcedure
    .input(templateKeyInput)
    .mutation(({ ctx, input }) => removeTemplate({ ctx: ctx.hotdesk, input })),
  undo: adminProcedure
    .input(templateKeyInput)
    .mutation(({ ctx, input }) => undoTemplate({ ctx: ctx.hotdesk, input })),
  /**
   * What it would change in the file of one desk, and what is to be said of it. Changes nothing, and goes by POST all the
   * same: a template is longer than an address may be.
   */
  preview: adminProcedure
    .input(previewTemplateInput)
    .mutation(async ({ ctx, input: { desk: id, template } }) => {
      if (id === null) return previewWithoutDesk(template);
      const configuration = await configurationOfDesk({ ctx: ctx.hotdesk, input: { id } });
      const { links, registrar } = ctx.runtime;
      return previewTemplate(configuration, template, { phonesUrl: links.phonesUrl, registrar });
    }),
  makes: adminProcedure.query(() => vendors.map(({ id }) => id)),
});
