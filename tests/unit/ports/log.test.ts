import { DrizzleQueryError } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { reasonOf } from '#server/ports/log.ts';

describe('why something failed, in the log', () => {
  it('never repeats the values of a query', () => {
    const cause = new Error('connection terminated');
    const error = new DrizzleQueryError('insert into users …', ['$argon2id$secret', 'token'], cause);
    expect(reasonOf(error)).toBe('Error: connection terminated');
    expect(reasonOf(new DrizzleQueryError('select', ['secret']))).toBe('a query failed');
  });

  it('is one line, whatever was thrown', () => {
    expect(reasonOf(new TypeError('no\nsecond line'))).toBe('TypeError: no');
    expect(reasonOf('text')).toBe('text');
    expect(reasonOf(undefined)).toBe('undefined');
  });
});
