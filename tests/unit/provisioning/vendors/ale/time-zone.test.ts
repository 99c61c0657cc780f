import { describe, expect, it } from 'vitest';
import { standardOffset } from '#server/provisioning/vendors/ale/time-zone.ts';

describe('how far a zone is from UTC while it has no summer time', () => {
  it.each([
    ['Europe/Berlin', '+1:00'],
    ['Europe/London', '+0:00'],
    ['UTC', '+0:00'],
    ['America/New_York', '-5:00'],
    ['America/St_Johns', '-3:30'],
    ['Australia/Sydney', '+10:00'],
    ['Asia/Kathmandu', '+5:45'],
  ])('%s %s', (name, offset) => {
    expect(standardOffset(name)).toBe(offset);
  });

  it('is not known of a zone that nobody knows', () => {
    expect(standardOffset('Europe/Atlantis')).toBeUndefined();
  });
});
