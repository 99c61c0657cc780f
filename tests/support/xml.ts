export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
};

const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d+));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const VALUE = '[^"<&]*(?:&(?:amp|lt|gt|quot|apos|#\\d+);[^"<&]*)*';
const TAG = new RegExp(`<(/?)([\\w:-]+)((?:\\s+[\\w:-]+="${VALUE}")*)\\s*(/?)>`, 'y');
const TEXT = /(?:[^<&]|&(?:amp|lt|gt|quot|apos|#\d+);)+/y;
const ATTRIBUTE = new RegExp(`([\\w:-]+)="(${VALUE})"`, 'g');
const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const plain = (text: string): string =>
  text.replace(REFERENCE, (_, name?: string, code?: string) =>
    name === undefined ? String.fromCodePoint(Number(code)) : (NAMED[name] ?? ''),
  );

/** Reads a document, and is strict: what is not well-formed (XML 1.0 2.1) is an error. */
export function readXml(document: string): XmlElement {
  if (!document.startsWith(DECLARATION)) throw new Error('no declaration');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (let at = DECLARATION.length; at < document.length; ) {
    const inside = open.at(-1) ?? root;
    TAG.lastIndex = at;
    TEXT.lastIndex = at;
    const tag = TAG.exec(document);
    const text = tag === null ? TEXT.exec(document) : null;
    if (tag === null && text === null) throw new Error(`not well-formed at ${document.slice(at, at + 40)}`);
    at += (tag ?? text)?.[0].length ?? 0;
    if (text !== null) inside.text += plain(text[0]);
    if (tag === null) continue;
    const [, isEnd, name = '', attributes = '', isEmpty] = tag;
    if (isEnd === '/') {
      if (open.pop()?.name !== name) throw new Error(`</${name}> ends nothing`);
      continue;
    }
    const pairs = [...attributes.matchAll(ATTRIBUTE)].map(([, key = '', value = '']) => [key, plain(value)]);
    const element = { name, attributes: Object.fromEntries(pairs), children: [], text: '' };
    inside.children.push(element);
    if (isEmpty !== '/') open.push(element);
  }
  const [only] = root.children;
  if (open.length !== 1 || only === undefined || root.children.length !== 1)
    throw new Error('not one element');
  return only;
}
