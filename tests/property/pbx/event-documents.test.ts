import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialogInfo } from '#server/pbx/event-packages/dialog-info.ts';
import { pidf } from '#server/pbx/event-packages/pidf.ts';
import { readXml } from '#tests/support/xml.ts';

/** Anything that a string can hold: control characters, halves of surrogate pairs, markup. */
const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
  fc
    .array(fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<!--', '&amp;', '\r\n', '\t', '\0', 'ä', '😀'))
    .map((parts) => parts.join('')),
);

/** What is left of it in XML 1.0 (2.2). */
const kept = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
  text.toWellFormed().replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd');

describe('the documents that phones are sent', () => {
  it('are well-formed whatever people are called, and say it as it is', () => {
    fc.assert(
      fc.property(anyText, anyText, fc.nat(), (displayName, id, version) => {
        const dialogs = [{ id, direction: 'recipient', state: 'early' } as const];
        const root = readXml(dialogInfo({ version, entity: `sip:${id}@h`, displayName, dialogs }));
        const [dialog] = root.children;
        const identity = dialog?.children[1]?.children[0];
        expect(root.attributes).toMatchObject({ version: String(version), entity: `sip:${kept(id)}@h` });
        expect(dialog?.attributes['id']).toBe(kept(id));
        expect(identity?.attributes['display']).toBe(kept(displayName));
        expect(identity?.text).toBe(`sip:${kept(id)}@h`);
      }),
    );
  });

  it('are well-formed whatever the note is', () => {
    fc.assert(
      fc.property(anyText, fc.boolean(), fc.boolean(), (note, isOpen, isOnThePhone) => {
        const [tuple] = readXml(pidf({ entity: 'sip:1@h', isOpen, note, isOnThePhone })).children;
        expect(tuple?.children.find(({ name }) => name === 'note')?.text).toBe(kept(note));
      }),
    );
  });
});
