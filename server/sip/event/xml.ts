/** XML 1.0 2.2: what no document may hold, however it is written. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // A parser takes line ends and tabs for spaces where they stand as they are (XML 1.0 3.3.3).
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Any text, as it stands in an attribute or between tags; what XML cannot hold is a replacement character. */
export const xmlText = (text: string): string =>
  text.replace(FORBIDDEN, '\u{FFFD}').replace(/[&<>"'\t\n\r]/g, (letter) => ENTITIES[letter] ?? letter);

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
