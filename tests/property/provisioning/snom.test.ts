import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snom } from '#server/provisioning/vendors/snom/snom.ts';
import { readSnomSettings } from '#server/sim/makes/snom-settings.ts';
import { readXml } from '#server/sim/read-xml.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { anyText, shownText } from './texts.ts';

const template = deskPhone();

/** The file with these texts in it, as an independent reader has it. */
function read(label: string, displayName: string) {
  const [line, ...others] = template.keys;
  const config = deskPhone({
    account: { ...template.account, label, displayName },
    keys: line === undefined ? [] : [{ ...line, label }, ...others],
  });
  return readSnomSettings(readXml(snom.fileFor('', config)?.text ?? ''));
}

const names = [...read('Window', 'Window').keys()];

describe('the file of a Snom, for any text', () => {
  it('is well-formed, and has the same names in the same order', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        expect([...read(label, displayName).keys()]).toEqual(names);
      }),
    );
  });

  it('a name of one line is read back as it was', () => {
    fc.assert(
      fc.property(shownText(60), (label) => {
        const settings = read(label, label);
        expect(settings.get('user_idle_text 1')).toBe(label);
        expect(settings.get('fkey 0 label')).toBe(label);
      }),
    );
  });
});
