import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerFirmware } from '#server/provisioning/firmware-answer.ts';

const id = 'abcdefghijkmnpqrstuv';
const name = 'grp2614fw.bin';
const firmwareOf = (bytes: number, sha256 = 'a'.repeat(64)) => ({
  firmware: {
    id,
    version: '1',
    fileName: name,
    bytes,
    sha256,
    uploadedAt: new Date(0),
    state: 'told' as const,
  },
});

describe('firmware over connections that break', () => {
  it('comes together byte by byte, wherever they break, and is whole only with the last one', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.infiniteStream(fc.nat(50)),
        (image, cuts) => {
          const configuration = firmwareOf(image.length);
          const got: number[] = [];
          let etag = '';
          let isWhole = false;
          while (!isWhole) {
            const range = got.length === 0 ? undefined : `bytes=${got.length}-`;
            const request = { method: 'GET', ifNoneMatch: undefined, range, ifRange: etag || undefined };
            const answer = answerFirmware(configuration, { id, name }, request);
            if (answer?.firmware === undefined) throw new Error('nothing came');
            etag = answer.headers['etag'] ?? '';
            const { first, last } = answer.firmware;
            const sent = [...image.subarray(first, last + 1)];
            const arrived = sent.slice(0, 1 + (cuts.next().value ?? 0));
            got.push(...arrived);
            isWhole = answer.isWhole && arrived.length === sent.length;
          }
          expect(got).toEqual([...image]);
        },
      ),
    );
  });

  it('of another file is sent from its beginning to a phone that has a part of this one', () => {
    const request = {
      method: 'GET',
      ifNoneMatch: undefined,
      range: 'bytes=10-',
      ifRange: `"${'b'.repeat(64)}"`,
    };
    expect(answerFirmware(firmwareOf(100), { id, name }, request)).toMatchObject({
      ...{ status: 200, firmware: { first: 0, last: 99 } },
    });
  });

  it('is there under its own name and id only', () => {
    const request = { method: 'GET', ifNoneMatch: undefined };
    expect(answerFirmware(firmwareOf(1), { id, name: name.toUpperCase() }, request)?.status).toBe(200);
    expect(answerFirmware(firmwareOf(1), { id, name: 'gxp2170fw.bin' }, request)).toBeUndefined();
    expect(answerFirmware(firmwareOf(1), { id: 'x', name }, request)).toBeUndefined();
    expect(answerFirmware({ firmware: null }, { id, name }, request)).toBeUndefined();
  });
});
