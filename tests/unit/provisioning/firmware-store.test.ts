import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FirmwareFolder } from '#server/provisioning/firmware-store.ts';
import { codeOf } from '../../support/attempts.ts';
import { type TempFolder, tempFolder } from '../../support/temp-folder.ts';

const ID = 'abcdefghijkmnpqrstuv';
const OTHER = 'bbcdefghijkmnpqrstuv';

/** A disk with so many bytes free. */
const disk = (bytes: number) => (): Promise<number> => Promise.resolve(bytes);

describe('firmware in the data folder', () => {
  let data: TempFolder;
  const roomy = { maxBytes: 1_000, reserveBytes: 0, freeBytes: disk(1_000_000) };
  beforeEach(() => {
    data = tempFolder();
  });
  afterEach(() => data[Symbol.dispose]());

  const names = (): string[] =>
    existsSync(join(data.path, 'firmware')) ? readdirSync(join(data.path, 'firmware')) : [];

  async function* chunks(...sizes: number[]) {
    for (const [index, size] of sizes.entries()) yield Buffer.alloc(size, index + 1);
  }

  async function* brokenOff(size: number) {
    yield Buffer.alloc(size);
    throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
  }

  it('is kept whole under its id, with its length and its SHA-256', async () => {
    const folder = new FirmwareFolder(data.path, roomy);
    const kept = await folder.receive(ID, { bytes: chunks(300, 200), length: 500 });
    const bytes = readFileSync(folder.pathOf(ID));
    expect(kept).toEqual({ bytes: 500, sha256: createHash('sha256').update(bytes).digest('hex') });
    expect(names()).toEqual([ID]);
  });

  it.each([
    ['too_large', 'announced', { bytes: () => chunks(10), length: 1_001 }, {}],
    ['too_large', 'found out', { bytes: () => chunks(600, 401), length: undefined }, {}],
    ['storage_full', 'announced', { bytes: () => chunks(500), length: 500 }, { freeBytes: disk(499) }],
    [
      'storage_full',
      'found out',
      { bytes: () => chunks(300, 300), length: undefined },
      { freeBytes: disk(500) },
    ],
    [
      'storage_full',
      'the reserve',
      { bytes: () => chunks(500), length: 500 },
      { freeBytes: disk(600), reserveBytes: 200 },
    ],
    ['invalid', 'broken off', { bytes: () => brokenOff(300), length: 500 }, {}],
    ['invalid', 'shorter than announced', { bytes: () => chunks(300), length: 500 }, {}],
    ['invalid', 'empty', { bytes: () => chunks(), length: 0 }, {}],
  ] as const)('is refused as %s (%s), and nothing of it stays', async (...given) => {
    const [code, , upload, more] = given;
    const folder = new FirmwareFolder(data.path, { ...roomy, ...more });
    expect(await codeOf(folder.receive(ID, { bytes: upload.bytes(), length: upload.length }))).toBe(code);
    expect(names()).toEqual([]);
  });

  it('a disk that is full while it is written is said so', async () => {
    const folder = new FirmwareFolder(data.path, roomy);
    async function* full() {
      yield Buffer.alloc(10);
      throw Object.assign(new Error('write'), { code: 'ENOSPC' });
    }
    expect(await codeOf(folder.receive(ID, { bytes: full(), length: 20 }))).toBe('storage_full');
    expect(names()).toEqual([]);
  });

  it('what a cut upload left is tidied away after a while, and what no row names; what one names stays', async () => {
    const folder = new FirmwareFolder(data.path, roomy);
    mkdirSync(join(data.path, 'firmware'));
    const nowMs = Date.UTC(2026, 0, 2);
    const write = (name: string, ageMs: number) => {
      const path = join(data.path, 'firmware', name);
      writeFileSync(path, 'x');
      utimesSync(path, (nowMs - ageMs) / 1_000, (nowMs - ageMs) / 1_000);
    };
    const hour = 3_600_000;
    write(ID, hour);
    write(OTHER, hour);
    write(`${ID}.part`, hour);
    write(`${OTHER}.part`, 1_000);
    await folder.tidy({ known: new Set([ID]), nowMs });
    expect(names().sort()).toEqual([ID, `${OTHER}.part`].sort());
  });

  it('is removed, and what is not there is no error', async () => {
    const folder = new FirmwareFolder(data.path, roomy);
    await folder.receive(ID, { bytes: chunks(1), length: 1 });
    await folder.remove(ID);
    await folder.remove(ID);
    expect(names()).toEqual([]);
  });

  it.each(['../perch', 'short', `${ID}/x`])('has no path for %s, which is no id', (id) => {
    expect(() => new FirmwareFolder(data.path).pathOf(id)).toThrow();
  });
});
