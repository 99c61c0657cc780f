import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeResponse } from '#server/rps/xml-rpc/decode-response.ts';
import { encodeCall } from '#server/rps/xml-rpc/encode-call.ts';
import { readXml } from '../../support/xml.ts';

/** Letters that make trouble, among all others. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '&',
        ']]>',
        '<![CDATA[',
        '&#0;',
        '"',
        "'",
        '\t',
        '\n',
        '\r',
        '0',
        'é',
        '😀',
        ' ',
      ),
    )
    .map((all) => all.join('')),
);

test('a call is read as it was meant, whatever its parameters hold', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(text, fc.array(text))), (parameters) => {
      const call = readXml(encodeCall('redirect.m', parameters));
      const [method, params] = call.children;
      expect(method?.text).toBe('redirect.m');
      expect(params?.children.map((param) => written(param.children[0]))).toEqual(parameters);
    }),
  );
});

type Read = ReturnType<typeof readXml>;
function written(value: Read | undefined): string | unknown[] | undefined {
  const typed = value?.children[0];
  return typed?.name === 'array' ? typed.children[0]?.children.map(written) : typed?.text;
}

const escaped = (one: string) =>
  [...one]
    .map((letter) => (/[<>&\r]/.test(letter) ? `&#x${(letter.codePointAt(0) ?? 0).toString(16)};` : letter))
    .join('');
/** A document, and what it says. */
type Pair = { document: string; value: unknown };
const scalars = fc.oneof(
  fc.tuple(text, fc.nat(2)).map(([value, way]): Pair => {
    if (way === 0) return { value, document: `<value><string>${escaped(value)}</string></value>` };
    if (way === 1) return { value, document: `<value>${escaped(value)}</value>` };
    const parts = escaped(value).split('&#x3c;').join('<![CDATA[<]]>');
    return { value, document: `<value><string>${parts}</string></value>` };
  }),
  fc.integer().map((value): Pair => ({ value, document: `<value>\n<int>${value}</int> </value>` })),
  fc
    .double({ noNaN: true, noDefaultInfinity: true })
    .map((value): Pair => ({ value: value + 0, document: `<value><double>${value}</double></value>` })),
  fc.constantFrom<Pair>(
    { value: true, document: '<value><boolean>1</boolean></value>' },
    { value: null, document: '<value><nil/></value>' },
  ),
  fc.base64String().map(
    (letters): Pair => ({
      value: new Uint8Array(Buffer.from(letters, 'base64')),
      document: `<value><base64>${letters}</base64></value>`,
    }),
  ),
);
const { value: values } = fc.letrec<{ value: Pair; list: Pair; struct: Pair }>((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, scalars, tie('list'), tie('struct')),
  list: fc.array(tie('value')).map((all) => ({
    value: all.map(({ value }) => value),
    document: `<value><array> <data>${all.map(({ document }) => document).join('\n')}</data></array></value>`,
  })),
  struct: fc.array(fc.tuple(text, tie('value'))).map((all) => ({
    value: new Map(all.map(([name, { value }]) => [name, value])),
    document: `<value><struct>${all.map(([name, { document }]) => `<member><name>${escaped(name)}</name>${document}</member>`).join('')}</struct></value>`,
  })),
}));
const response = (value: string) =>
  `<?xml version="1.0"?>\n<methodResponse><params><param>${value}</param></params></methodResponse>`;

test('an answer is read as it was meant, whatever its values and however they are spelled', () => {
  fc.assert(
    fc.property(values, ({ document, value }) => {
      expect(decodeResponse(response(document))).toEqual({ ok: true, value: { kind: 'value', value } });
    }),
  );
});

test('an answer that was spoiled is refused or read, never thrown at', () => {
  const pieces = fc.constantFrom(
    '',
    '<',
    '>',
    '&',
    '/',
    '<value>',
    '</value>',
    '<int>',
    '\0',
    '<!DOCTYPE a>',
    '<![CDATA[',
    '<?x',
    '"',
  );
  let refused = 0;
  fc.assert(
    fc.property(
      values,
      fc.array(fc.tuple(fc.nat(), fc.nat(8), pieces), { minLength: 1, maxLength: 4 }),
      (one, changes) => {
        let document = response(one.document);
        for (const [where, length, piece] of changes) {
          const at = where % document.length;
          document = document.slice(0, at) + piece + document.slice(at + length);
        }
        const read = decodeResponse(document);
        if (!read.ok) refused += 1;
        expect(typeof read.ok).toBe('boolean');
      },
    ),
    { numRuns: 500 },
  );
  expect(refused).toBeGreaterThan(100);
});
