import { describe, expect, it } from 'vitest';
import { sourceOf } from '#server/ports/source.ts';

describe('whom requests are counted by', () => {
  it.each([
    { address: '192.0.2.9', source: '192.0.2.9' },
    { address: '::ffff:192.0.2.9', source: '192.0.2.9' },
    { address: '2001:db8:1:2:3:4:5:6', source: '2001:db8:1:2::/64' },
    { address: '2001:0DB8:1:2::9', source: '2001:db8:1:2::/64' },
    { address: '2001:db8::1', source: '2001:db8:0:0::/64' },
    { address: 'fe80::1%eth0', source: 'fe80:0:0:0::/64' },
    { address: '::1', source: '0:0:0:0::/64' },
  ])('$address is one of $source', ({ address, source }) => expect(sourceOf(address)).toBe(source));
});
