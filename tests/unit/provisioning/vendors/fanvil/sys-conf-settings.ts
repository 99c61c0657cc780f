import { readXml, type XmlElement } from '#server/sim/read-xml.ts';

/** Every setting of a file with its way from the root, in the order of the file: `sip/line1/EnableReg`. */
export const sysConfSettings = (text: string): Map<string, string> => {
  const root = readXml(text);
  if (root.name !== 'sysConf') throw new Error(`not a sysConf: ${root.name}`);
  return new Map(root.children.flatMap((child) => settingsOf(child, '')));
};

function settingsOf(element: XmlElement, above: string): [string, string][] {
  const path = `${above}${element.name}${element.attributes['index'] ?? ''}`;
  return element.children.length === 0
    ? [[path, element.text]]
    : element.children.flatMap((child) => settingsOf(child, `${path}/`));
}
