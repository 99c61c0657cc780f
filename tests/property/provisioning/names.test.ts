import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { MAKES } from '../../unit/provisioning/makes-files.ts';
import { readerOf } from '../../unit/provisioning/read-settings.ts';
import { anyText, shownText } from './texts.ts';

describe.each(MAKES)('the file of a $vendor $model', ({ vendor, model, labels, shown = (text) => text }) => {
  const make = vendorById(vendor);
  const template = deskPhone({ model });

  /** With these names in it, as an independent reader has it. */
  function read(label: string, displayName = label): Map<string, string> {
    const account = { ...template.account, label, displayName };
    const keys = template.keys.map((key) => ({ ...key, label }));
    const config = { ...template, account, keys };
    return readerOf(vendor)(make?.fileFor(make.extras.fileName(config.mac), config)?.text ?? '');
  }
  const names = [...read('Window 3').keys()];

  it('is well-formed and has the same settings in the same order, whatever the names of people and desks are', () => {
    fc.assert(
      fc.property(anyText, anyText, (label, displayName) => {
        expect([...read(label, displayName).keys()]).toEqual(names);
      }),
    );
  });

  it('is read back with a name of one line as it was', () => {
    const shownLabel = labels.shown ?? shown;
    fc.assert(
      fc.property(shownText(labels.characters), (label) => {
        const settings = read(label);
        for (const at of labels.at) expect(settings.get(at)).toBe(shownLabel(label));
      }),
    );
  });
});
