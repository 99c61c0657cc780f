import type { TemplateSetting } from '#db/schema/index.ts';

/** Whose phones a template is for, the widest first: a narrower one wins, name by name. */
export const TEMPLATE_SCOPES = ['tenant', 'model', 'site', 'desk'] as const;

export type TemplateScope = (typeof TEMPLATE_SCOPES)[number];

/** A template of one tenant and one maker. */
export type PhoneTemplate = {
  scope: TemplateScope;
  /** The model, the site's name or the desk's id; empty for all of the tenant's. */
  about: string;
  settings: readonly TemplateSetting[];
};

/** What a phone's file says beside what stands there anyway; null = a template once said it and none does now. */
export type ExtraSetting = { name: string; value: string | null };

/** What says which templates a desk is concerned by. */
export type TemplatePlace = { id: string; site: string | null; model: string | null };

/**
 * The templates of a desk in one, the narrowest last, and then what is to be emptied.
 *
 * @param told names that the desk's phone has had in a file of its own
 */
export function effectiveExtras(
  templates: readonly PhoneTemplate[],
  place: TemplatePlace,
  told: readonly string[],
): ExtraSetting[] {
  const wanted = new Map<string, string>();
  for (const scope of TEMPLATE_SCOPES)
    for (const template of templates)
      if (template.scope === scope && concerns(template, place))
        for (const { name, value } of template.settings) {
          // To its end: two names may mean one setting, and the last counts.
          wanted.delete(name);
          wanted.set(name, value);
        }
  const gone = told.filter((name) => !wanted.has(name));
  return [
    ...[...wanted].map(([name, value]) => ({ name, value })),
    ...gone.map((name) => ({ name, value: null })),
  ];
}

/** Models are compared without regard to case: people enter them, too. */
export function concerns({ scope, about }: Omit<PhoneTemplate, 'settings'>, place: TemplatePlace): boolean {
  switch (scope) {
    case 'tenant':
      return true;
    case 'model':
      return place.model?.toLowerCase() === about.toLowerCase();
    case 'site':
      return place.site === about;
    case 'desk':
      return place.id === about;
  }
}

/** The same templates with one in the place of its former self. */
export const withTemplate = (
  templates: readonly PhoneTemplate[],
  changed: PhoneTemplate,
): PhoneTemplate[] => [
  ...templates.filter(({ scope, about }) => scope !== changed.scope || about !== changed.about),
  changed,
];
