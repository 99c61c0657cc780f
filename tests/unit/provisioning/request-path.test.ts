import { describe, expect, it } from 'vitest';
import { readRequestPath } from '#server/provisioning/request-path.ts';

const token = 'abcdefghijkmnpqrstuvwxyz23456789';
const read = (rest: string, query = '') => readRequestPath(`/p/${token}${rest}`, query);

describe('the path of a request', () => {
  it.each([
    ['/001565AABBCC.cfg', '001565AABBCC.cfg', ['001565aabbcc']],
    ['//cfg000b82aabbcc.xml', 'cfg000b82aabbcc.xml', ['000b82aabbcc']],
    ['/MAC%3a00135E874B49.htm', 'MAC:00135E874B49.htm', ['00135e874b49']],
    ['/00-08-5D-11-22-33.cfg', '00-08-5D-11-22-33.cfg', ['00085d112233']],
    ['/42/2/7C2F80AABBCC.xml', '7C2F80AABBCC.xml', ['7c2f80aabbcc']],
    ['/', '', []],
    ['', '', []],
  ])('%s names %s', (rest, name, macs) => {
    expect(read(rest)).toEqual({ token, name, macs, isEncrypted: false, firmwareId: undefined });
  });

  it('names firmware by its id, and what looks like a MAC there is none', () => {
    const id = 'abcdef234567abcdef22';
    expect(read(`/firmware/${id}/001565aabbcc.rom`)).toEqual({
      ...{ token, name: '001565aabbcc.rom', macs: [], isEncrypted: false, firmwareId: id },
    });
    expect(read(`/${id}/x.rom`)?.firmwareId).toBeUndefined();
  });

  it.each(['/encrypted/001565aabbcc.xml', '//encrypted/001565aabbcc.xml'])(
    'is one of a phone that reads encrypted files: %s',
    (rest) => {
      expect(read(rest)).toMatchObject({ isEncrypted: true, name: '001565aabbcc.xml' });
    },
  );

  it('names a MAC in the query as well', () => {
    expect(read('/settings.xml', 'mac=000413AABBCC')?.macs).toEqual(['000413aabbcc']);
  });

  it.each(['000000000000.cfg', 'y000000000096.cfg', 'F00000000000.boot', 'f0X3hw1.100.cfg'])(
    'takes no name that every phone asks for as a MAC: %s',
    (name) => {
      expect(read(`/${name}`)).toMatchObject({ token, name, macs: [] });
    },
  );

  it.each([
    ['/p/short/file.cfg'],
    ['/p'],
    [`/p/${token}extra/file.cfg`],
    [`/p/${token}/%zz.cfg`],
    [`/p/${token}/${'x'.repeat(400)}`],
  ])('that is none of ours is nothing: %s', (path) => {
    expect(readRequestPath(path, '')).toBeUndefined();
  });
});
