import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCisco } from '#server/provisioning/vendors/cisco/render.ts';
import { readXml } from '#server/sim/read-xml.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';

const template = deskPhone({ model: '8851' });
const namesOf = (text: string) => readXml(text).children.map(({ name }) => name);
const names = namesOf(renderCisco(template));

/** What people type: quotes, `&`, emoji, Arabic, line breaks, control characters, lone surrogates. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom('"R&D" <x>', '🦆 أحمد', 'a\r\nb</flat-profile>', ']]>', '￿￾'),
);

describe('the profile of a Cisco, for any text', () => {
  it('is well-formed and has the same elements', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        const keys = [...template.keys, { does: 'speed-dial' as const, dials: '5', label }];
        const text = renderCisco({ ...template, keys, account: { ...template.account, label, displayName } });
        expect(namesOf(text)).toEqual(names);
      }),
    );
  });

  it('a name of one line is read back as it was', () => {
    const oneLine = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
      .filter((text) => text === text.trim() && !/[\p{Cc}\p{Zl}\p{Zp}\uFFFE\uFFFF]/u.test(text));
    fc.assert(
      fc.property(oneLine, (displayName) => {
        const text = renderCisco({ ...template, account: { ...template.account, displayName } });
        const found = readXml(text).children.find(({ name }) => name === 'Display_Name_1_');
        expect(found?.text).toBe(displayName);
      }),
    );
  });
});
