import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderPoly } from '#server/provisioning/vendors/poly/render.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { polyParameters } from '../../unit/provisioning/vendors/poly/poly-parameters.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone({ mac: '64167f0012ab', model: 'VVX 411' });
const named = (label: string, displayName = label) => ({
  ...template,
  account: { ...template.account, label, displayName },
  keys: template.keys.map((key) => ({ ...key, label })),
});
const names = [...polyParameters(renderPoly(template)).keys()];

describe('the file of a Poly, for any text', () => {
  it('is well-formed, with the same names in the same order', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        expect([...polyParameters(renderPoly(named(label, displayName))).keys()]).toEqual(names);
      }),
    );
  });

  it('is read back with the names as they were', () => {
    fc.assert(
      fc.property(shownText(48), (label) => {
        const parameters = polyParameters(renderPoly(named(label)));
        for (const name of ['reg.1.displayName', 'reg.1.label', 'softkey.1.label'])
          expect(parameters.get(name)).toBe(label);
      }),
    );
  });
});
