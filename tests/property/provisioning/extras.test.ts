import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { deskPhone } from '../../unit/provisioning/desk-phone.ts';
import { MAKES } from '../../unit/provisioning/makes-files.ts';
import { readerOf } from '../../unit/provisioning/read-settings.ts';
import { anyText, shownText } from './texts.ts';

describe.each(MAKES)(
  'a setting of an administrator in the file of a $vendor $model',
  ({ vendor, model, other, shown = (text) => text }) => {
    const { name, at } = other;
    const make = vendorById(vendor);
    const config = deskPhone({ model });
    const read = (extras: { name: string; value: string }[]) =>
      readerOf(vendor)(make?.fileFor(make.extras.fileName(config.mac), { ...config, extras })?.text ?? '');
    const plain = read([]);

    it('stays one setting, whatever its value is, and changes no other', () => {
      fc.assert(
        fc.property(anyText, (value) => {
          const settings = read([{ name, value }]);
          settings.delete(at);
          expect([...settings]).toEqual([...plain]);
        }),
        { numRuns: 50 },
      );
    });

    it('is read back as it was', () => {
      fc.assert(
        fc.property(shownText(60), (value) => {
          expect(read([{ name, value }]).get(at)).toBe(shown(value));
        }),
        { numRuns: 50 },
      );
    });

    it('brings nothing with a name that could not be one', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          fc.pre(make?.extras?.nameOf(text) === undefined);
          expect([...read([{ name: text, value: 'x' }])]).toEqual([...plain]);
        }),
        { numRuns: 50 },
      );
    });
  },
);
