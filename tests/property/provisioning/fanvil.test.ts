import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderFanvil } from '#server/provisioning/vendors/fanvil/render.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { sysConfSettings } from '../../unit/provisioning/vendors/fanvil/sys-conf-settings.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone({ mac: '0c383e07e16c', model: 'X4U' });
const named = (label: string, displayName = label) => ({
  ...template,
  account: { ...template.account, label, displayName },
  keys: template.keys.map((key) => ({ ...key, label })),
});
const names = [...sysConfSettings(renderFanvil(template)).keys()];

describe('the file of a Fanvil, for any text', () => {
  it('is well-formed, with the same names in the same order', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        expect([...sysConfSettings(renderFanvil(named(label, displayName))).keys()]).toEqual(names);
      }),
    );
  });

  it('is read back with the names as they were', () => {
    fc.assert(
      fc.property(shownText(60), (label) => {
        const settings = sysConfSettings(renderFanvil(named(label)));
        expect(settings.get('sip/line1/DisplayName')).toBe(label);
        expect(settings.get('phone/display/LCDTitle')).toBe(label);
        expect(settings.get('dsskey/dssSide1/Fkey2/Title')).toBe(label);
      }),
    );
  });
});
