import type { Template } from '../../../_live/shapes.ts';

export type Scope = Template['scope'];
export type Target = { vendor: string; scope: Scope; about: string };

export const scopes: readonly Scope[] = ['tenant', 'model', 'site', 'desk'];

export const readScope = (text: string): Scope => scopes.find((scope) => scope === text) ?? 'tenant';

export type TypedLines = {
  settings: Array<{ name: string; value: string }>;
  /** Lines, from 1, that are no `name = value`. */
  wrong: number[];
};

/** Empty lines and those that begin with # are nothing. */
export function readTemplateLines(text: string): TypedLines {
  const typed: TypedLines = { settings: [], wrong: [] };
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (line.trim() === '' || line.trim().startsWith('#')) continue;
    const sign = line.indexOf('=');
    const name = line.slice(0, Math.max(0, sign)).trim();
    if (name === '') typed.wrong.push(index + 1);
    else typed.settings.push({ name, value: line.slice(sign + 1).trim() });
  }
  return typed;
}

export const toTemplateText = (settings: Template['settings'] = []): string =>
  settings.map(({ name, value }) => `${name} = ${value}`).join('\n');

export const templateOf = (templates: readonly Template[], { vendor, scope, about }: Target) =>
  templates.find((one) => one.vendor === vendor && one.scope === scope && one.about === about);
