import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderYealink } from '#server/provisioning/vendors/yealink/render.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { parseYealink } from '../../unit/provisioning/vendors/yealink/parse-yealink.ts';

const template = deskPhone();
const names = [...parseYealink(renderYealink(template)).keys()];

/** What people type, line breaks, control characters and lone surrogates included. */
const anyText = fc.string({ unit: 'binary', maxLength: 120 });

describe('the file of a Yealink, for any text', () => {
  it('has the same names in the same order: no value brings a line of its own', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        const text = renderYealink(deskPhone({ account: { ...template.account, label, displayName } }));
        expect([...parseYealink(text).keys()]).toEqual(names);
      }),
    );
  });

  it('a name of one line is read back as it was', () => {
    const oneLine = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .filter(
        (text) => text === text.trim() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text) && [...text].length <= 64,
      );
    fc.assert(
      fc.property(oneLine, (label) => {
        const text = renderYealink(deskPhone({ account: { ...template.account, label } }));
        expect(parseYealink(text).get('account.1.label')).toBe(label);
      }),
    );
  });
});
