/** RFC 3261 25.1 `token`. */
const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

export const isToken = (text: string): boolean => TOKEN.test(text);

/** What is at most so many decimal digits and nothing else, as a number. */
export function parseDigits(text: string, maxDigits = 10): number | undefined {
  if (text.length === 0 || text.length > maxDigits) return undefined;
  let number = 0;
  for (let i = 0; i < text.length; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    number = 10 * number + digit;
  }
  return number;
}

/** Refuses what would end a header line and begin another. @throws RangeError */
export function oneLine(text: string): string {
  if (text.includes('\r') || text.includes('\n')) throw new RangeError('CR or LF in a header value');
  return text;
}

/** RFC 3261 25.1 `quoted-string`, with what needs it escaped. */
export const quote = (text: string): string =>
  `"${oneLine(text).replace(/[\\"]/g, (letter) => `\\${letter}`)}"`;

/** The text of a quoted-string, or undefined if the quotes do not match. */
export function unquote(text: string): string | undefined {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return undefined;
  const inner = text.slice(1, -1);
  return /^(?:[^"\\]|\\[\s\S])*$/.test(inner) ? inner.replace(/\\([\s\S])/g, '$1') : undefined;
}

/**
 * Cuts at a separator, but not within quotes or angle brackets. The parts are trimmed; a part may be empty.
 * Answers undefined when a quote or a bracket is not closed.
 */
export function splitOutside(text: string, separator: ',' | ';'): string[] | undefined {
  if (!text.includes('"')) {
    const isWhole = !text.includes(separator);
    if (!text.includes('<'))
      return isWhole ? [text.trim()] : text.split(separator).map((part) => part.trim());
    if (isWhole && text.lastIndexOf('<') < text.lastIndexOf('>')) return [text.trim()];
  }
  const parts: string[] = [];
  let start = 0;
  let isQuoted = false;
  let isInBrackets = false;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (isQuoted) {
      if (letter === '\\') i += 1;
      else if (letter === '"') isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === '<') isInBrackets = true;
    else if (letter === '>') isInBrackets = false;
    else if (letter === separator && !isInBrackets) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  if (isQuoted || isInBrackets) return undefined;
  parts.push(text.slice(start).trim());
  return parts;
}

/**
 * The parts with a space between them, sharing no characters with the message that they came from: V8 keeps a whole
 * message alive for a piece of it, and a template keeps its pieces; `join` copies.
 */
export const ownText = (...parts: readonly (string | number | undefined)[]): string => parts.join(' ');

/** The same text for keeping: see `ownText`. */
export const keptText = (text: string): string => [text, ''].join('');
