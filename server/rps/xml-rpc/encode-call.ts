/** What makers' services are asked with: texts, lists of texts, and nothing (`nil`, an extension that Snom uses). */
export type XmlRpcParameter = string | readonly string[] | null;

/** XML 1.0 2.2: what no document may hold, however it is written. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const REFERENCES: Readonly<Record<string, string>> = {
  ...{ '&': '&amp;', '<': '&lt;', '>': '&gt;' },
  // A reader takes it for a line feed where it stands as it is (XML 1.0 2.11).
  '\r': '&#13;',
};

/** A call, every parameter of its own type. What XML cannot hold becomes a replacement character. */
export const encodeCall = (method: string, parameters: readonly XmlRpcParameter[]): string =>
  '<?xml version="1.0" encoding="UTF-8"?>\n' +
  `<methodCall><methodName>${escaped(method)}</methodName><params>` +
  `${parameters.map((one) => `<param>${valueElement(one)}</param>`).join('')}</params></methodCall>`;

function valueElement(parameter: XmlRpcParameter): string {
  if (parameter === null) return '<value><nil/></value>';
  if (typeof parameter === 'string') return `<value><string>${escaped(parameter)}</string></value>`;
  return `<value><array><data>${parameter.map(valueElement).join('')}</data></array></value>`;
}

const escaped = (text: string): string =>
  text.replace(FORBIDDEN, '\u{FFFD}').replace(/[&<>\r]/g, (letter) => REFERENCES[letter] ?? letter);
