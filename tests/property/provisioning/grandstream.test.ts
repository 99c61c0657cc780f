import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderGrandstream } from '#server/provisioning/vendors/grandstream/render.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { parseGrandstream } from '../../unit/provisioning/vendors/grandstream/parse-grandstream.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone();

const fileWith = (model: string, label: string, displayName: string) =>
  parseGrandstream(
    renderGrandstream(deskPhone({ model, account: { ...template.account, label, displayName } })),
  ).settings;

describe.each([
  ['GXP2170', 'P270'],
  ['GRP2614', 'account.1.name'],
])('the file of a %s, for any text', (model, labelName) => {
  const names = [...fileWith(model, 'label', 'name').keys()];

  it('is well-formed and has the same names', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        expect([...fileWith(model, label, displayName).keys()]).toEqual(names);
      }),
    );
  });

  it('is read back as it was', () => {
    fc.assert(
      fc.property(shownText(64), (label) => {
        expect(fileWith(model, label, 'name').get(labelName)).toBe(label);
      }),
    );
  });
});
