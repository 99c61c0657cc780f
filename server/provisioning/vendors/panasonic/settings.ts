import { oneLine } from '../text.ts';

/** One parameter; empty text empties it on the phone. */
export type Setting = readonly [name: string, value: string | number];

/** Key labels and names that are longer may not be taken at all, and the person's before would stay: UNVERIFIED. */
export const LABEL_MAX = 10;
export const NAME_MAX = 24;
/** UTF-8. A KX-UT passes over a line of more than 537 bytes, of which a name has 32, and what stands around them 5. */
const VALUE_MAX_BYTES = 500;

export const FORMAT_LINE = '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!';

/** A file of the maker's: its lines end in CR LF, and an empty one is the last. */
export const fileOf = (comments: readonly string[], settings: readonly Setting[]): string =>
  [FORMAT_LINE, ...comments.map((text) => `# ${text}`), ...settings.map(settingLine), '', ''].join('\r\n');

const settingLine = ([name, value]: Setting): string => `${name}="${inQuotes(oneLine(value))}"`;

/** A quotation mark would end the value, and that a backslash escapes the next character is UNVERIFIED. */
const inQuotes = (text: string): string =>
  firstBytes(text.replaceAll('"', "'").replaceAll('\\', '/'), VALUE_MAX_BYTES);

function firstBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let room = bytes;
  return [...text]
    .filter((character) => {
      room -= Buffer.byteLength(character);
      return room >= 0;
    })
    .join('')
    .trimEnd();
}
