import { elementsNamed, readXml } from '#server/sim/read-xml.ts';

export type GrandstreamFile = { mac: string; version: string; settings: Map<string, string> };

/** Reads a file as a strict parser does; a name that comes twice is an error. */
export function parseGrandstream(text: string): GrandstreamFile {
  const root = readXml(text);
  const [mac] = elementsNamed(root, 'mac');
  const [config] = elementsNamed(root, 'config');
  if (root.name !== 'gs_provision' || mac === undefined || config === undefined)
    throw new Error('not a file of Grandstream’s');
  const settings = new Map<string, string>();
  for (const { name, attributes, text: value } of config.children) {
    const setting = attributes['name'] ?? name;
    if (settings.has(setting)) throw new Error(`${setting} is there twice`);
    settings.set(setting, value);
  }
  return { mac: mac.text, version: config.attributes['version'] ?? '', settings };
}
