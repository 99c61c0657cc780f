import { elementsNamed, readXml } from '#server/sim/read-xml.ts';

/** Reads a file as a strict parser does; a P-value that comes twice is an error. */
export function parseHtek(text: string): Map<string, string> {
  const root = readXml(text);
  const [config] = elementsNamed(root, 'config');
  if (root.name !== 'hl_provision' || config === undefined) throw new Error('not a file of Htek’s');
  const settings = new Map<string, string>();
  for (const { name, attributes, text: value } of config.children) {
    if (settings.has(name)) throw new Error(`${name} is there twice`);
    if (!attributes['para']) throw new Error(`${name} says nothing of what it is`);
    settings.set(name, value);
  }
  return settings;
}
