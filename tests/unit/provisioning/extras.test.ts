import { describe, expect, it } from 'vitest';
import type { PhoneConfig } from '#server/provisioning/phone-config.ts';
import type { ExtraSetting } from '#server/provisioning/vendors/extras.ts';
import { vendorById } from '#server/provisioning/vendors/index.ts';
import { deskPhone, releasedPhone } from './desk-phone.ts';
import { MAKES } from './makes-files.ts';
import { readerOf } from './read-settings.ts';

describe.each(MAKES)('settings of an administrator in the file of a $vendor $model', (make) => {
  const { vendor, model, own, other, empty, shown = (value: string) => value } = make;
  const read = readerOf(vendor);
  const extrasOf = () => {
    const extras = vendorById(vendor)?.extras;
    if (extras === undefined) throw new Error(`${vendor} takes none`);
    return extras;
  };
  const settings = (extras: ExtraSetting[], config: PhoneConfig = deskPhone({ model })) =>
    read(vendorById(vendor)?.fileFor(extrasOf().fileName(config.mac), { ...config, extras })?.text ?? '');
  const plain = settings([]);

  it('take the place of what stands there, and stand behind it where nothing does', () => {
    const both = settings([
      { name: own.name, value: 'klingon' },
      { name: other.name, value: '7' },
    ]);
    expect([...both]).toEqual(
      [
        ...[...plain].map(([name, value]) => [name, name === own.at ? 'klingon' : value]),
        [other.at, '7'],
      ].sort(inOrderOf([...both.keys()])),
    );
    expect([both.get(own.at), both.get(other.at)]).toEqual(['klingon', '7']);
  });

  it('that no template says any more are ours again, or empty', () => {
    const gone = settings([
      { name: own.name, value: null },
      { name: other.name, value: null },
    ]);
    expect(gone.get(own.at)).toBe(plain.get(own.at));
    expect(gone.get(other.at)).toBe(empty);
  });

  it('are emptied on a phone that is released', () => {
    const released = settings([{ name: other.name, value: null }], { ...releasedPhone, model });
    expect(released.get(other.at)).toBe(empty);
  });

  it('count by the last of equal names', () => {
    const twice = settings([
      { name: other.name, value: '1' },
      { name: other.name, value: '2' },
    ]);
    expect(twice.get(other.at)).toBe('2');
  });

  it('are escaped as every other', () => {
    const value = `</P2></settings> "a" & 'b' <x>`;
    expect(settings([{ name: other.name, value }]).get(other.at)).toBe(shown(value));
  });

  it('are known by their names', () => {
    for (const { name } of [own, other]) {
      expect(extrasOf().nameOf(` ${name} `)).toBe(name);
      expect(extrasOf().reserved(name)).toBeUndefined();
    }
    expect(extrasOf().isKnown(own.name)).toBe(true);
    expect(extrasOf().isKnown('nosuchthing.at_all')).toBe(false);
  });

  it.each(['', 'a (b)', 'a=b', '../x', 'a\nb', 'a"b', '<a>', 'a/>', '#a', 'ä.b'])(
    'have no name like %j',
    (name) => {
      expect(extrasOf().nameOf(name)).toBeUndefined();
      expect([...settings([{ name, value: 'x' }])]).toEqual([...plain]);
    },
  );
});

const inOrderOf = (names: readonly string[]) => (a: readonly unknown[], b: readonly unknown[]) =>
  names.indexOf(String(a[0])) - names.indexOf(String(b[0]));
