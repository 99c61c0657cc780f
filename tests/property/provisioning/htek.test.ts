import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderHtek } from '#server/provisioning/vendors/htek/render.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { parseHtek } from '../../unit/provisioning/vendors/htek/parse-htek.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone({ model: 'UC926' });

const fileWith = (label: string, displayName: string) =>
  parseHtek(renderHtek({ ...template, account: { ...template.account, label, displayName } }));

describe('the file of an Htek, for any text', () => {
  const names = [...fileWith('label', 'name').keys()];

  it('is well-formed and has the same names', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        expect([...fileWith(label, displayName).keys()]).toEqual(names);
      }),
    );
  });

  it('is read back as it was', () => {
    fc.assert(
      fc.property(shownText(64), (label) => {
        expect(fileWith(label, 'name').get('P20000')).toBe(label);
      }),
    );
  });
});
