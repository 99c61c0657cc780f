import { describe, expect, it } from 'vitest';
import { dialogInfo } from '#server/pbx/event-packages/dialog-info.ts';
import { messageSummary } from '#server/pbx/event-packages/message-summary.ts';
import { pidf } from '#server/pbx/event-packages/pidf.ts';
import { readXml } from '#tests/support/xml.ts';

const entity = 'sip:102@perch.example';

describe('a dialog-info (RFC 4235 4)', () => {
  it('has every dialog, its direction and its state', () => {
    const document = dialogInfo({
      ...{ version: 7, entity, displayName: 'Zoë <&> "Z"' },
      dialogs: [
        { id: 'c1', direction: 'recipient', state: 'early' },
        { id: 'c2', direction: 'initiator', state: 'confirmed' },
      ],
    });
    expect(document).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="7" state="full" entity="sip:102@perch.example">',
        '<dialog id="c1" direction="recipient"><state>early</state><local><identity display="Zoë &lt;&amp;&gt; &quot;Z&quot;">sip:102@perch.example</identity></local></dialog>',
        '<dialog id="c2" direction="initiator"><state>confirmed</state><local><identity display="Zoë &lt;&amp;&gt; &quot;Z&quot;">sip:102@perch.example</identity></local></dialog>',
        '</dialog-info>',
        '',
      ].join('\n'),
    );
  });

  it('of who is free has one dialog, which has ended', () => {
    const { children } = readXml(dialogInfo({ version: 0, entity, displayName: 'Zoë', dialogs: [] }));
    expect(children.map((one) => one.children[0]?.text)).toEqual(['terminated']);
  });
});

describe('a PIDF (RFC 3863)', () => {
  it('of somebody who is on the phone says so to people and to programs', () => {
    const root = readXml(pidf({ entity, isOpen: true, note: 'On the phone', isOnThePhone: true }));
    const [tuple, person] = root.children;
    expect(root.attributes).toMatchObject({ xmlns: 'urn:ietf:params:xml:ns:pidf', entity });
    expect(tuple?.children.map(({ name, text }) => [name, text])).toEqual([
      ['status', ''],
      ['contact', entity],
      ['note', 'On the phone'],
    ]);
    expect(tuple?.children[0]?.children[0]?.text).toBe('open');
    expect(person?.children[0]?.children[0]?.name).toBe('rpid:on-the-phone');
  });

  it('of somebody who is nowhere is closed, and has no contact', () => {
    const [tuple] = readXml(pidf({ entity, isOpen: false, note: undefined, isOnThePhone: false })).children;
    expect(tuple?.children.map(({ name }) => name)).toEqual(['status']);
    expect(tuple?.children[0]?.children[0]?.text).toBe('closed');
  });
});

describe('a message summary (RFC 3842 5.2)', () => {
  const messages = { unheard: 2, heard: 8, urgentUnheard: 1, urgentHeard: 0 };

  it('lights the lamp for what was not heard', () => {
    expect(messageSummary({ account: entity, messages })).toBe(
      'Messages-Waiting: yes\r\nMessage-Account: sip:102@perch.example\r\nVoice-Message: 2/8 (1/0)\r\n',
    );
  });

  it('does not light it for what was', () => {
    expect(messageSummary({ account: entity, messages: { ...messages, unheard: 0 } })).toMatch(
      /^Messages-Waiting: no\r\n/,
    );
  });

  it('of who has no mailbox counts nothing', () => {
    expect(messageSummary({ account: entity, messages: undefined })).toBe(
      'Messages-Waiting: no\r\nMessage-Account: sip:102@perch.example\r\n',
    );
  });
});
