import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gigaset } from '#server/provisioning/vendors/gigaset/gigaset.ts';
import { readNvm } from '#server/sim/makes/gigaset-maxwell.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone({ mac: '7c2f8030d21e', model: 'Maxwell 3' });

/** The file with these texts in it, as an independent reader has it. */
function read(label: string, displayName: string) {
  const config = {
    ...template,
    account: { ...template.account, label, displayName },
    keys: template.keys.map((key) => ({ ...key, label })),
  };
  return readNvm(gigaset.fileFor('', config)?.text ?? '');
}

const names = [...(read('Window', 'Window')?.keys() ?? [])];

describe('the file of a Maxwell, for any text', () => {
  it('is well-formed, and has the same names in the same order', () => {
    expect(names.length).toBeGreaterThan(50);
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        expect([...(read(label, displayName)?.keys() ?? [])]).toEqual(names);
      }),
    );
  });

  it('a name of one line is read back as it was', () => {
    fc.assert(
      fc.property(shownText(60), (label) => {
        const params = read(label, label);
        expect(params?.get('SIP.Account.0.DisplayName')).toBe(label);
        expect(params?.get('PhoneUI.Keys.FunctionKeys.0.DisplayName')).toBe(label);
      }),
    );
  });
});
