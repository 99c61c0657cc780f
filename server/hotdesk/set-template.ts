import { isDeepStrictEqual } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { desks, phones, phoneTemplates, type TemplateSetting } from '#db/schema/index.ts';
import { type AuditEntry, writeAudit } from './audit.ts';
import { lockSettings } from './change-settings.ts';
import { type HotdeskContext, inTransaction, now } from './context.ts';
import { requireKnownVendor } from './create-desk.ts';
import { getDesk } from './desks.ts';
import { effectiveExtras, type PhoneTemplate, withTemplate } from './effective-extras.ts';
import { HotdeskError } from './errors.ts';
import { writeEvent } from './events.ts';
import { checkExtras, isRefusal, type KnowExtras, whyOf } from './extra-findings.ts';
import { newId } from './ids.ts';
import { reprovisionDesk } from './reprovision-desk.ts';
import type { SetTemplateInput } from './template-schemas.ts';
import {
  getTemplate,
  isDeskOfMake,
  noSuchTemplate,
  type TemplateRow,
  type TemplateView,
} from './templates.ts';

/**
 * Puts settings in the place of those that a template has; the phones whose file changes are told, the others are not.
 *
 * @throws HotdeskError `invalid`, naming each setting that is refused; `not_found` for a desk that is not there
 */
export async function setTemplate({
  ctx,
  input,
  knowExtras,
}: {
  ctx: HotdeskContext;
  input: SetTemplateInput;
  knowExtras: KnowExtras;
}): Promise<TemplateView> {
  const { vendor, scope, about } = input;
  const settings = acceptable(input, knowExtras);
  if (scope === 'desk') await getDesk({ ctx, input: { id: about } });
  return change(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(phoneTemplates)
      .where(
        and(
          eq(phoneTemplates.tenantId, tx.tenantId),
          eq(phoneTemplates.vendor, vendor),
          eq(phoneTemplates.scope, scope),
          eq(phoneTemplates.about, about),
        ),
      );
    const former = row ?? (await insertEmpty(tx, input));
    return { former, settings, action: 'template.changed' };
  });
}

/** Takes a template away: what it said is emptied on the phones that have it. @throws HotdeskError `not_found` */
export const removeTemplate = ({ ctx, input }: ById): Promise<TemplateView> =>
  change(ctx, async (tx) => ({
    former: await templateById(tx, input.id),
    settings: [],
    action: 'template.removed',
  }));

/** Takes back the last change of a template; once more, and it is made again. @throws HotdeskError `not_found` */
export const undoTemplate = ({ ctx, input }: ById): Promise<TemplateView> =>
  change(ctx, async (tx) => {
    const former = await templateById(tx, input.id);
    return { former, settings: former.previous, action: 'template.undone' };
  });

type ById = { ctx: HotdeskContext; input: { id: string } };

function acceptable(input: SetTemplateInput, knowExtras: KnowExtras): TemplateSetting[] {
  requireKnownVendor(input.vendor);
  const rules = knowExtras(input.vendor);
  if (rules === undefined) {
    const message = 'Phones of this make take no templates.';
    throw new HotdeskError('invalid', message, { fields: { vendor: message } });
  }
  const { settings, findings } = checkExtras(input.settings, rules);
  const refused = findings.filter(isRefusal);
  const [first] = refused;
  if (first === undefined) return settings;
  const fields = Object.fromEntries(
    refused.map((finding) => [`settings.${finding.at}.name`, whyOf(finding)] as const),
  );
  throw new HotdeskError('invalid', whyOf(first), { fields });
}

async function insertEmpty(tx: HotdeskContext, input: SetTemplateInput): Promise<TemplateRow> {
  const { vendor, scope, about } = input;
  const [row] = await tx.db
    .insert(phoneTemplates)
    .values({
      ...{ id: newId(tx.random), tenantId: tx.tenantId, vendor, scope, about },
      ...{ settings: [], previous: [], updatedAt: now(tx), updatedBy: tx.actor.label },
    })
    .returning();
  if (row === undefined) throw new Error('a template was not written');
  return row;
}

async function templateById(tx: HotdeskContext, id: string): Promise<TemplateRow> {
  const [row] = await tx.db
    .select()
    .from(phoneTemplates)
    .where(and(eq(phoneTemplates.tenantId, tx.tenantId), eq(phoneTemplates.id, id)));
  if (row === undefined) throw noSuchTemplate();
  return row;
}

type Change = { former: TemplateRow; settings: TemplateSetting[]; action: AuditEntry['action'] };

/** One change of templates after the other; what is as it was changes nothing. */
async function change(
  ctx: HotdeskContext,
  read: (tx: HotdeskContext) => Promise<Change>,
): Promise<TemplateView> {
  const { id, eventId } = await inTransaction(ctx, async (tx) => {
    await lockSettings(tx);
    const wanted = await read(tx);
    const { id, settings } = wanted.former;
    if (isDeepStrictEqual(settings, wanted.settings)) return { id, eventId: undefined };
    return { id, eventId: await store(tx, wanted) };
  });
  if (eventId !== undefined) await ctx.barrier.applied(eventId);
  return getTemplate(ctx, id);
}

async function store(tx: HotdeskContext, { former, settings, action }: Change): Promise<number> {
  const { id, vendor, scope, about } = former;
  const told = await reprovisionChanged(tx, vendor, { scope, about, settings });
  await tx.db
    .update(phoneTemplates)
    .set({ settings, previous: former.settings, updatedAt: now(tx), updatedBy: tx.actor.label })
    .where(eq(phoneTemplates.id, id));
  const { label } = await getTemplate(tx, id);
  await writeAudit(tx, {
    action,
    subject: { kind: 'template', id, label: label === '' ? vendor : `${vendor}, ${label}` },
    details: { vendor, scope, about, settings: settings.length, desks: told },
  });
  return writeEvent(tx, { type: 'tenant', what: 'edited', tenantId: tx.tenantId });
}

/** Tells the phones whose file is another one by this change, and answers how many. */
async function reprovisionChanged(
  tx: HotdeskContext,
  vendor: string,
  changed: PhoneTemplate,
): Promise<number> {
  const before: PhoneTemplate[] = await tx.db
    .select({ scope: phoneTemplates.scope, about: phoneTemplates.about, settings: phoneTemplates.settings })
    .from(phoneTemplates)
    .where(and(eq(phoneTemplates.tenantId, tx.tenantId), eq(phoneTemplates.vendor, vendor)));
  const after = withTemplate(before, changed);
  const rows = await tx.db
    .select({ desk: desks, phone: { model: phones.model, toldExtras: phones.toldExtras } })
    .from(desks)
    .leftJoin(phones, eq(phones.mac, desks.mac))
    .where(isDeskOfMake(tx, vendor))
    .orderBy(desks.id)
    .for('no key update', { of: desks });
  const concerned = rows.filter(({ desk: { id, site, model }, phone }) => {
    const place = { id, site, model: phone?.model ?? model };
    const extras = (templates: PhoneTemplate[]) => effectiveExtras(templates, place, phone?.toldExtras ?? []);
    return !isDeepStrictEqual(extras(before), extras(after));
  });
  for (const { desk } of concerned) await reprovisionDesk(tx, desk);
  return concerned.length;
}
