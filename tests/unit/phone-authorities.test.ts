import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAuthorities } from '#server/phone-authorities.ts';
import { makerFile, makerPem } from '../support/maker-certificates.ts';
import { tempFolder } from '../support/temp-folder.ts';

describe('the authorities by which phones are known', () => {
  it('stand in a file, one after the other, or in the PEM files of a folder', () => {
    using folder = tempFolder();
    const makers = join(folder.path, 'makers');
    mkdirSync(makers);
    for (const name of ['root', 'issuing']) copyFileSync(makerFile(name), join(makers, `${name}.pem`));
    writeFileSync(join(makers, 'README'), 'no certificate');
    const bundle = join(folder.path, 'bundle.crt');
    writeFileSync(bundle, `of a maker\n${makerPem('root')}\n${makerPem('issuing')}`);
    for (const path of [makers, bundle]) {
      const read = readAuthorities(path);
      expect(read.ok && read.value.map(({ subject }) => subject.split('=').at(-1)).sort()).toEqual([
        'Example Phones Issuing CA',
        'Example Phones Root CA',
      ]);
    }
  });

  it.each([
    ['one that is not there', '/missing.pem', /cannot be read/],
    ['the certificate of a phone', makerFile('phone'), /CN=001565aabbcc is not one of an authority/],
    ['a key', makerFile('phone-key'), /holds no certificate/],
    ['a folder without any', join(dirname(makerFile('root')), '..', '..', 'rps'), /holds no|cannot be read/],
  ])('are refused with the reason: %s', (_, path, reason) => {
    const read = readAuthorities(path);
    expect(read.ok ? '' : read.error).toMatch(reason);
  });
});
