import { describe, expect, it } from 'vitest';
import { isStrayPath } from '#server/provisioning/stray-path.ts';

describe('a path without a token', () => {
  it.each([
    '/001565aabbcc.cfg',
    '/001565aabbcc.boot',
    '/y000000000000.cfg',
    '/F00000000000.boot',
    '/cfg000b82123456',
    '/cfg000b82123456.xml',
    '/snom/snomD785-00041312AB34.htm',
    '/spa002699aabbcc.xml',
    '/provisioning/00%3A04%3A13%3A12%3AAB%3A34.xml',
    '/config.3c28a6112233.xml',
    '/aastra.cfg',
    '/SEP00562B043615.cnf.xml',
    '/fanvil/0c383e07e16c.txt',
  ])('is of a phone, or of somebody who plays one: %s', (path) => {
    expect(isStrayPath(path)).toBe(true);
  });

  it.each([
    '/',
    '/admin/call-manager/phones/001565aabbcc',
    '/api/v1/phones/001565aabbcc',
    '/_next/static/chunks/0a1b2c3d4e5f.js',
    '/manifest.webmanifest',
    '/sw.js',
    '/icons/icon-192.png',
    '/offline.html',
    '/d/abcdefabcdefabcdefabcdefabcdefab',
    '/%',
  ])('is not: %s', (path) => {
    expect(isStrayPath(path)).toBe(false);
  });
});
