import { describe, expect, test } from 'vitest';
import { decodeResponse } from '#server/rps/xml-rpc/decode-response.ts';
import { encodeCall } from '#server/rps/xml-rpc/encode-call.ts';

describe('a call', () => {
  test('says its method, and every parameter in order and of its own type', () => {
    expect(encodeCall('redirect.registerDevice', ['001565aabbcc', ['a=1', 'b'], null])).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<methodCall><methodName>redirect.registerDevice</methodName><params>' +
        '<param><value><string>001565aabbcc</string></value></param>' +
        '<param><value><array><data><value><string>a=1</string></value><value><string>b</string></value></data></array></value></param>' +
        '<param><value><nil/></value></param></params></methodCall>',
    );
  });

  test('escapes what would be markup, and replaces what XML cannot hold', () => {
    expect(encodeCall('m', ['a&b<c>d]]>\r\u0000\ud800'])).toContain(
      '<string>a&amp;b&lt;c&gt;d]]&gt;&#13;\ufffd\ufffd</string>',
    );
  });
});

const response = (value: string, root = '<methodResponse>') =>
  `<?xml version="1.0" encoding="UTF-8"?>${root}<params><param>${value}</param></params></methodResponse>`;
const decoded = (value: string) => decodeResponse(response(value));
const answer = (value: unknown) => ({ ok: true, value: { kind: 'value', value } });
const member = (name: string, value: string) =>
  `<member><name>${name}</name><value>${value}</value></member>`;

describe('an answer', () => {
  test('as Htek’s manual prints it: a namespace on the root, a text without a type', () => {
    const root = '<methodResponse xmlns:ex="http://ws.apache.org/xmlrpc/namespaces/extensions">';
    const value = `<value>
      <array>
        <data>
          <value> <boolean>0</boolean> </value>
          <value>Error:Invalid MAC(s):00s1122334400</value>
        </data>
      </array>
    </value>`;
    expect(decodeResponse(response(value, `\n${root}`).replace(/\s*<\?.*?\?>/, ''))).toEqual(
      answer([false, 'Error:Invalid MAC(s):00s1122334400']),
    );
  });

  test.each<[what: string, value: string, expected: unknown]>([
    ['leading zeros stay', '<value>001565000011</value>', '001565000011'],
    ['white space stays', '<value><string> a\n </string></value>', ' a\n '],
    ['an empty value is an empty text', '<value/>', ''],
    ['CDATA', '<value><![CDATA[a<b]]>&amp;c</value>', 'a<b&c'],
    ['references', '<value>&#34;&#x41;&quot;&lt;</value>', '"A"<'],
    ['int', '<value><int>-12</int></value>', -12],
    ['i4', '<value><i4> +7 </i4></value>', 7],
    [
      'i8, an extension',
      '<value><ex:i8 xmlns:ex="x">9007199254740991</ex:i8></value>',
      9_007_199_254_740_991,
    ],
    ['boolean 1', '<value><boolean>1</boolean></value>', true],
    ['boolean 0', '<value><boolean>0</boolean></value>', false],
    ['boolean as a word', '<value><boolean>True</boolean></value>', true],
    ['double', '<value><double>-1.5e3</double></value>', -1500],
    [
      'a time stays text',
      '<value><dateTime.iso8601>20261128T18:00:00</dateTime.iso8601></value>',
      '20261128T18:00:00',
    ],
    ['base64', '<value><base64>AAEC\n/w==</base64></value>', Uint8Array.of(0, 1, 2, 255)],
    ['nil, an extension', '<value><nil/></value>', null],
    ['a list of one stays a list', '<value><array><data><value>a</value></data></array></value>', ['a']],
    ['an empty list', '<value><array><data/></array></value>', []],
    [
      'a struct, also of names that objects have',
      `<value><struct>${member('__proto__', '<int>1</int>')}${member('b', '')}</struct></value>`,
      new Map<string, unknown>([
        ['__proto__', 1],
        ['b', ''],
      ]),
    ],
    [
      'a member whose value comes first',
      '<value><struct><member><value>1</value><name>a</name></member></struct></value>',
      new Map([['a', '1']]),
    ],
  ])('%s', (...[, value, expected]) => {
    expect(decoded(value)).toEqual(answer(expected));
  });

  test('a fault is told by its code, also where that is text', () => {
    const fault = (code: string) =>
      `<methodResponse><fault><value><struct>${member('faultString', 'No such <![CDATA[&]]>')}${member('faultCode', code)}</struct></value></fault></methodResponse>`;
    const expected = { ok: true, value: { kind: 'fault', code: -32601, text: 'No such &' } };
    expect(decodeResponse(fault('<int>-32601</int>'))).toEqual(expected);
    expect(decodeResponse(fault('-32601'))).toEqual(expected);
    expect(decodeResponse(fault('<int>none</int>'))).toEqual({ ok: false, error: 'not_xml_rpc' });
  });

  test.each<[what: string, value: string]>([
    ['a boolean that is none', '<value><boolean>2</boolean></value>'],
    ['a number with a comma', '<value><int>1,5</int></value>'],
    ['a number that no number here can hold', '<value><i8>9223372036854775807</i8></value>'],
    [
      'a double of a million digits and a letter',
      `<value><double>${'1'.repeat(1_000_000)}x</double></value>`,
    ],
    ['an endless double', '<value><double>1e999</double></value>'],
    ['a type that is not known', '<value><money>5</money></value>'],
    ['two types', '<value><int>1</int><int>2</int></value>'],
    ['text beside a type', '<value>x<int>1</int></value>'],
    ['markup in a text', '<value><string><b>a</b></string></value>'],
    ['a list without data', '<value><array><value>a</value></array></value>'],
    ['a nameless member', '<value><struct><member><value>a</value></member></struct></value>'],
    ['broken base64', '<value><base64>A</base64></value>'],
    ['no value', '<string>a</string>'],
    ['two values', '<value>a</value></param><param><value>b</value>'],
  ])('%s is none', (...[, value]) => {
    expect(decoded(value)).toEqual({ ok: false, error: 'not_xml_rpc' });
  });

  test.each<[what: string, document: string, error: string]>([
    ['nothing', '', 'not_well_formed'],
    ['a page for people', '<!DOCTYPE html><html><body>Maintenance<br></body></html>', 'not_well_formed'],
    ['a page that is well-formed', '<html><body/></html>', 'not_xml_rpc'],
    ['half an answer', response('<value>a</value>').slice(0, -20), 'not_well_formed'],
    ['two answers', `${response('<value>a</value>')}<methodResponse/>`, 'not_well_formed'],
    [
      'an entity of its own',
      '<!DOCTYPE a [<!ENTITY x "y">]><methodResponse>&x;</methodResponse>',
      'not_well_formed',
    ],
    [
      'an entity from elsewhere',
      '<!DOCTYPE a SYSTEM "file:///etc/passwd"><methodResponse/>',
      'not_well_formed',
    ],
    ['a byte that XML forbids', response('<value>\u0001</value>'), 'not_well_formed'],
    ['more than anybody says', response(`<value>${'a'.repeat(4 * 1024 * 1024)}</value>`), 'too_large'],
    ['more parts than anybody has phones', response('<value/>'.repeat(300_001)), 'too_large'],
    ['a pit', response('<value><array><data>'.repeat(10_000)), 'too_large'],
  ])('%s is none', (...[, document, error]) => {
    expect(decodeResponse(document)).toEqual({ ok: false, error });
  });
});
