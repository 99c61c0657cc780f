import { describe, expect, it } from 'vitest';
import { isOwnOrigin } from '#server/http/own-origin.ts';

const publicUrl = 'https://perch.example';

describe('a page of our own', () => {
  it.each([
    ['https://perch.example', 'perch.example'],
    // Behind a proxy that asks us by another name.
    ['https://perch.example', '10.0.0.2:3000'],
    ['http://192.0.2.1:3000', '192.0.2.1:3000'],
    ['http://[fd00::1]:3000', '[fd00::1]:3000'],
    ['http://localhost:3000', 'localhost:3000'],
    [undefined, 'perch.example'],
  ])('is of the origin %s, asked at %s', (origin, host) =>
    expect(isOwnOrigin(origin, { host, publicUrl })).toBe(true),
  );

  it.each([
    ['https://elsewhere.example', 'perch.example'],
    // A name of a stranger that leads to our address.
    ['http://rebound.example:3000', 'rebound.example:3000'],
    ['http://192.0.2.1:3000', '192.0.2.1:3001'],
    ['http://localhost', undefined],
    ['null', 'null'],
    ['', ''],
  ])('is not of the origin %s, asked at %s', (origin, host) =>
    expect(isOwnOrigin(origin, { host, publicUrl })).toBe(false),
  );
});
