import { readXml, type XmlElement } from '#server/sim/read-xml.ts';

/** Every parameter of a file, in its order. */
export const polyParameters = (text: string): Map<string, string> => new Map(parametersOf(readXml(text)));

const parametersOf = ({ attributes, children }: XmlElement): [string, string][] => [
  ...Object.entries(attributes),
  ...children.flatMap(parametersOf),
];
