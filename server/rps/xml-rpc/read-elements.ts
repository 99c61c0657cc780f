import { SaxesParser } from 'saxes';
import { err, ok, type Result } from '#server/ports/result.ts';

export type XmlElement = {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly children: readonly XmlElement[];
  /** Its own text, as it stands there. */
  readonly text: string;
};

export type XmlProblem = 'not_well_formed' | 'too_large';

const MAX_CHARACTERS = 4 * 1024 * 1024;
const MAX_ELEMENTS = 300_000;
const MAX_DEPTH = 64;

/**
 * Reads a document from outside: XML 1.0 without a document type (so nothing is defined, fetched or multiplied), at most 4 Mi
 * characters, 300,000 elements and 64 levels. White space before the declaration is let pass: programs in PHP put it there.
 */
export function readElements(document: string): Result<XmlElement, XmlProblem> {
  if (document.length > MAX_CHARACTERS) return err('too_large');
  const parser = new SaxesParser();
  const tree = treeOf(parser);
  try {
    parser.write(document.trimStart()).close();
    return tree.root === undefined ? err('not_well_formed') : ok(tree.root);
  } catch (error) {
    return err(error instanceof TooLarge ? 'too_large' : 'not_well_formed');
  }
}

class TooLarge extends Error {}

type Open = { name: string; children: Open[]; text: string };

function treeOf(parser: SaxesParser): { readonly root: XmlElement | undefined } {
  const open: Open[] = [];
  let root: Open | undefined;
  let elements = 0;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type');
  });
  parser.on('opentag', ({ name }) => {
    elements += 1;
    if (elements > MAX_ELEMENTS || open.length === MAX_DEPTH) throw new TooLarge();
    const element: Open = { name: name.slice(name.indexOf(':') + 1), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  const addText = (text: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  return {
    get root() {
      return root;
    },
  };
}
