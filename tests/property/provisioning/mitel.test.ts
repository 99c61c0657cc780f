import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mitel } from '#server/provisioning/vendors/mitel/mitel.ts';
import { readMitel } from '#server/sim/makes/mitel.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone({ mac: '1400e91b4524', model: '6930' });

/** The file with these texts in it, as an independent reader has it. */
function read(label: string, displayName: string) {
  const config = {
    ...template,
    account: { ...template.account, label, displayName },
    keys: template.keys.map((key) => ({ ...key, label })),
  };
  return readMitel(mitel.fileFor('1400E91B4524.cfg', config)?.text ?? '');
}

const names = [...read('Window', 'Window').keys()];

describe('the file of a Mitel, for any text', () => {
  it('has the same names in the same order: no value brings a line of its own', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        expect([...read(label, displayName).keys()]).toEqual(names);
      }),
    );
  });

  it('a name of one line is read back as it was, but for double quotes', () => {
    fc.assert(
      fc.property(shownText(60), (label) => {
        const params = read(label, label);
        const shown = label.replaceAll('"', "'");
        expect(params.get('sip line1 screen name')).toBe(shown);
        expect(params.get('topsoftkey1 label')).toBe(shown);
      }),
    );
  });
});
