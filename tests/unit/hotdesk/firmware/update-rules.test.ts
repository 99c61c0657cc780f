import { describe, expect, it } from 'vitest';
import { failureOf, isFailing } from '#server/hotdesk/firmware/update-rules.ts';

const fetchedAt = new Date(1_000_000);
const after = new Date(1_000_001);
const update = {
  state: 'fetched',
  fromVersion: '1.0',
  fetchedAt,
  firmware: '1.0',
  lastSeenAt: after,
} as const;

describe('an update of firmware that is overdue', () => {
  it.each([
    ['not_asked', { state: 'told' }],
    ['not_fetched', { state: 'asked' }],
    ['kept_old', {}],
    ['other_version', { firmware: '1.1' }],
    ['not_back', { lastSeenAt: fetchedAt }],
    ['not_back', { lastSeenAt: null }],
  ] as const)('has failed as %s with %j', (reason, change) => {
    expect(failureOf({ ...update, ...change })).toBe(reason);
  });
});

describe('a roll-out', () => {
  it.each([
    [false, { done: 0, failed: 0 }],
    [true, { done: 0, failed: 1 }],
    [false, { done: 1, failed: 2 }],
    [true, { done: 50, failed: 3 }],
  ])('stops by itself: %s with %j', (isSo, counts) => {
    expect(isFailing(counts)).toBe(isSo);
  });
});
