import { element, xmlText } from '../xml.ts';

/**
 * A setting by its way from the section down, as the maker writes it (`/userInterface/display/brightness`) without the first slash.
 * Where an element comes several times its place stands in brackets.
 */
export type Setting = readonly [path: string, value: string | number | boolean];

/**
 * The version of the settings that the maker's pages describe. Without one the phone guesses it, and renames what it takes for older
 * ("Migration of old settings").
 */
const VERSION = '1.26.11';
const VERSIONED = ['provisioning', 'identities', 'keys'];

type Leaf = { parts: readonly string[]; value: string };

/** The lines of all sections. Equal beginnings come together: a section that came twice may count once. */
export const sectionLines = (settings: readonly Setting[]): string[] =>
  linesOf(
    settings.map(([path, value]) => ({ parts: path.split('/'), value: String(value) })),
    '  ',
  );

function linesOf(leaves: readonly Leaf[], indent: string): string[] {
  const groups = Map.groupBy(leaves, ({ parts: [first = ''] }) => first);
  return [...groups].flatMap(([part, group]) => {
    const name = part.replace(/\[\d+\]$/, '');
    const inner = group.flatMap(({ parts: [, ...parts], value }) =>
      parts.length > 0 ? [{ parts, value }] : [],
    );
    if (inner.length === 0) return [`${indent}${leafOf(name, group.at(-1)?.value ?? '')}`];
    return [
      `${indent}${openingTag(name, indent === '  ')}`,
      ...linesOf(inner, `${indent}  `),
      `${indent}</${name}>`,
    ];
  });
}

const leafOf = (name: string, value: string): string => element(name, {}, xmlText(value));

export const openingTag = (name: string, isSection: boolean): string =>
  isSection && VERSIONED.includes(name) ? `<${name} version="${VERSION}">` : `<${name}>`;
