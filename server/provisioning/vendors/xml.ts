import { oneLine } from './text.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/**
 * Text as it stands in XML 1.0, between tags or in an attribute. Control characters, which XML cannot hold or a phone
 * would show as rubbish, become spaces; so do the two that are no characters (U+FFFE, U+FFFF).
 */
export const xmlText = (value: string | number): string =>
  oneLine(String(value).replace(/[\uFFFE\uFFFF]/g, ' ')).replace(
    /[&<>"']/g,
    (character) => ENTITIES[character] ?? '',
  );

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** `<name a="1">content</name>`; content is XML already. Without content the tag closes itself. Undefined attributes are left out. */
export function element(name: string, attributes: Attributes, content = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${xmlText(value ?? '')}"`)
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
