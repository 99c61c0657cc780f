import type { ExtraSetting } from '../extras.ts';
import { XML_DECLARATION, xmlText } from '../xml.ts';

/** An element of the document: a setting, or a group of them. `step` is its part of a path: `line[1]`. */
export type Piece = { step: string; tag: string; name: string; content: string | readonly Piece[] };

export const setting = (name: string, value: string | number = ''): Piece => ({
  ...{ step: name, tag: name, name },
  content: String(value),
});

export const group = (name: string, ...content: readonly Piece[]): Piece => ({
  ...{ step: name, tag: name, name },
  content,
});

/** One of several of the same name: `<line index="1">`. */
export const numbered = (name: string, index: number, ...content: readonly Piece[]): Piece => ({
  ...{ step: `${name}[${index}]`, tag: `${name} index="${index}"`, name },
  content,
});

/** A line each; with both its tags also when it is empty, as the phones themselves write it. */
function linesOf({ tag, name, content }: Piece): string[] {
  if (typeof content === 'string') return [`<${tag}>${xmlText(content)}</${name}>`];
  return [`<${tag}>`, ...content.flatMap(linesOf).map((line) => `  ${line}`), `</${name}>`];
}

export const sysConf = (...content: readonly Piece[]): string =>
  [XML_DECLARATION, ...linesOf(group('sysConf', ...content)), ''].join('\n');

/** With settings by their path, `phone/display/LCDTitle`: in their place, or behind what is there. */
export const withPaths = (pieces: readonly Piece[], extras: readonly ExtraSetting[]): readonly Piece[] =>
  extras.reduce((done, { name, value }) => put(done, name.split('/'), value), pieces);

/** A value of null empties what we do not say ourselves. */
function put(
  pieces: readonly Piece[],
  [step = '', ...rest]: readonly string[],
  value: string | null,
): readonly Piece[] {
  const at = pieces.findIndex((piece) => piece.step === step);
  const found = pieces[at];
  if (found === undefined) return [...pieces, made(step, rest, value)];
  const isGroup = typeof found.content !== 'string';
  if (isGroup !== rest.length > 0 || (!isGroup && value === null)) return pieces;
  const content = typeof found.content === 'string' ? (value ?? '') : put(found.content, rest, value);
  return pieces.with(at, { ...found, content });
}

function made(step: string, rest: readonly string[], value: string | null): Piece {
  const content = rest.length === 0 ? (value ?? '') : put([], rest, value);
  const [, name = step, index] = /^(\w+)\[(\d+)\]$/.exec(step) ?? [];
  const tag = index === undefined ? name : `${name} index="${index}"`;
  return { step, tag, name, content };
}
