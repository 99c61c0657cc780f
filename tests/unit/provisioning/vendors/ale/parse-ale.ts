import { elementsNamed, readXml } from '#server/sim/read-xml.ts';

/** Reads a file as a strict parser does; an id that comes twice is an error. */
export function parseAle(text: string): Map<string, string> {
  const root = readXml(text);
  if (root.name !== 'settings') throw new Error('not a file of ALE’s');
  const settings = new Map<string, string>();
  for (const { attributes } of elementsNamed(root, 'setting')) {
    const { id, value } = attributes;
    if (id === undefined || value === undefined) throw new Error('a setting without id or value');
    if (settings.has(id)) throw new Error(`${id} is there twice`);
    settings.set(id, value);
  }
  return settings;
}
