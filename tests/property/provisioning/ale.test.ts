import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderAle } from '#server/provisioning/vendors/ale/render.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { parseAle } from '../../unit/provisioning/vendors/ale/parse-ale.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone();

const fileWith = (model: string, label: string, displayName: string) =>
  parseAle(renderAle(deskPhone({ model, account: { ...template.account, label, displayName } })));

describe.each([
  ['M5', 'Account1Label'],
  ['8028s', 'SIPGroup1LabelName'],
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
