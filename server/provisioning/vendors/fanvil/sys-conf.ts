import { XML_DECLARATION, xmlText } from '../xml.ts';

/** A piece of a document, a line each. */
export type Lines = readonly string[];

/** With both its tags also when it is empty, as the phones themselves write it. */
export const setting = (name: string, value: string | number = ''): Lines => [
  `<${name}>${xmlText(value)}</${name}>`,
];

export const group = (name: string, ...content: readonly Lines[]): Lines => wrap(name, name, content);

/** One of several of the same name: `<line index="1">`. */
export const numbered = (name: string, index: number, ...content: readonly Lines[]): Lines =>
  wrap(`${name} index="${index}"`, name, content);

const wrap = (opened: string, closed: string, content: readonly Lines[]): Lines => [
  `<${opened}>`,
  ...content.flat().map((line) => `  ${line}`),
  `</${closed}>`,
];

export const sysConf = (...content: readonly Lines[]): string =>
  [XML_DECLARATION, ...group('sysConf', ...content), ''].join('\n');
