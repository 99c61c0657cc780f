import type { XmlElement } from './read-elements.ts';
import type { XmlRpcValue } from './value.ts';

/** Reads a `<value>`; undefined for what is none. Without a type inside it is a string (XML-RPC specification, "Scalar values"). */
export function decodeValue({ name, children, text }: XmlElement): XmlRpcValue | undefined {
  if (name !== 'value') return undefined;
  const [typed, ...more] = children;
  if (typed === undefined) return text;
  return more.length === 0 && text.trim() === '' ? decodeTyped(typed) : undefined;
}

function decodeTyped(element: XmlElement): XmlRpcValue | undefined {
  if (element.name === 'array') return arrayOf(element);
  if (element.name === 'struct') return structOf(element);
  return element.children.length === 0 ? SCALARS.get(element.name)?.(element.text) : undefined;
}

/** Yealink and Fanvil write 0 and 1, as the specification says; others have been seen to write words. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['0', false],
  ['1', true],
  ['false', false],
  ['true', true],
]);

const whole = (text: string): number | undefined => {
  const number = /^\s*[+-]?\d+\s*$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : undefined;
};

const real = (text: string): number | undefined => {
  const number = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
};

const bytes = (text: string): Uint8Array | undefined => {
  const letters = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(letters) && letters.length % 4 === 0
    ? new Uint8Array(Buffer.from(letters, 'base64'))
    : undefined;
};

const SCALARS: ReadonlyMap<string, (text: string) => XmlRpcValue | undefined> = new Map<
  string,
  (text: string) => XmlRpcValue | undefined
>([
  ['string', (text) => text],
  ['int', whole],
  ['i4', whole],
  ['i8', whole],
  ['boolean', (text) => BOOLEANS.get(text.trim().toLowerCase())],
  ['double', real],
  ['dateTime.iso8601', (text) => text.trim()],
  ['base64', bytes],
  ['nil', (text) => (text.trim() === '' ? null : undefined)],
]);

function arrayOf({ children, text }: XmlElement): XmlRpcValue[] | undefined {
  const [data, ...more] = children;
  if (data?.name !== 'data' || more.length > 0 || text.trim() !== '') return undefined;
  const values = data.children.map(decodeValue);
  return values.every((one) => one !== undefined) ? values : undefined;
}

function structOf({ children }: XmlElement): Map<string, XmlRpcValue> | undefined {
  const members = children.map(memberOf);
  return members.every((one) => one !== undefined) ? new Map(members) : undefined;
}

/** Name and value come in either order. */
function memberOf({ name, children }: XmlElement): [name: string, value: XmlRpcValue] | undefined {
  const named = children.find((child) => child.name === 'name');
  const valued = children.find((child) => child.name === 'value');
  if (name !== 'member' || children.length !== 2 || named === undefined || valued === undefined)
    return undefined;
  const value = decodeValue(valued);
  return value === undefined ? undefined : [named.text, value];
}
