import { describe, expect, it } from 'vitest';
import { element, XML_DECLARATION, xmlText } from '#server/provisioning/vendors/xml.ts';
import { elementsNamed, readXml } from '#server/sim/read-xml.ts';

describe('XML', () => {
  it.each(['Café "Zur Post" & Söhne <GmbH>', "d'Artagnan", '🪑 مكتب ١', 'ا'.repeat(200)])(
    'that we write is read back as it was: %s',
    (text) => {
      const document = `${XML_DECLARATION}\n${element('a', { b: text }, element('c', {}, xmlText(text)))}`;
      const root = readXml(document);
      expect(root.attributes['b']).toBe(text);
      expect(elementsNamed(root, 'c').map((one) => one.text)).toEqual([text]);
    },
  );

  it('holds nothing that it cannot: control characters, line ends, halves of characters become spaces', () => {
    const document = element('a', { b: 'one\r\ntwo\u0000\u0008three\ud800\uffff' });
    expect(readXml(document).attributes['b']).toBe('one two three\ufffd');
  });

  it.each(['', '<a>', '<a></b>', '<a b=c/>', '<a>&nbsp;</a>', '<a/><b/>'])(
    'that is not well-formed is refused: %s',
    (document) => {
      expect(() => readXml(document)).toThrow();
    },
  );
});
