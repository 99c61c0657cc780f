import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ZXING_WASM_SHA256 } from 'barcode-detector/ponyfill';
import { describe, expect, it } from 'vitest';
import {
  type DetectorClass,
  openEngine,
} from '../../../app/admin/advanced-services/hot-desking/scan/barcode-engine.ts';

const IMAGE = {} as ImageData;
const ALL = ['code_128', 'code_39', 'qr_code', 'data_matrix', 'ean_13', 'ean_8', 'upc_a', 'upc_e'];

/** A detector that reads its own name, of the formats that it was asked for. */
function detector(name: string, supported: readonly string[], fails = false): DetectorClass {
  return class {
    readonly formats: string[];
    static getSupportedFormats = async () => supported;
    constructor({ formats }: { formats: string[] }) {
      this.formats = formats;
    }
    async detect() {
      if (fails) throw new DOMException('Barcode detection service unavailable.', 'NotSupportedError');
      return this.formats.map((format) => ({ format, rawValue: name }));
    }
  };
}

const ours = detector('ours', [...ALL, 'aztec']);
const read = async (own: DetectorClass | undefined) => {
  let timesLoaded = 0;
  const load = async () => {
    timesLoaded += 1;
    return ours;
  };
  const engine = await openEngine({ own, load });
  await engine(IMAGE);
  const codes = await engine(IMAGE);
  return { by: codes[0]?.text, formats: codes.map(({ format }) => format), timesLoaded };
};

describe('what reads barcodes', () => {
  it('is what the browser has of its own, and nothing is loaded', async () => {
    expect(await read(detector('native', ALL))).toEqual({ by: 'native', formats: ALL, timesLoaded: 0 });
  });

  it('asks the browser’s own for no format that it lacks', async () => {
    const own = detector('native', ['qr_code', 'code_128', 'code_39', 'ean_13', 'pdf417']);
    expect((await read(own)).formats).toEqual(['code_128', 'code_39', 'qr_code', 'ean_13']);
  });

  it.each([
    ['has none', undefined],
    ['has one without any format, as without Google’s services', detector('native', [])],
    ['has one that reads no Code 39', detector('native', ['code_128', 'qr_code'])],
    ['has one whose service is not there when it is asked', detector('native', ALL, true)],
  ])('is ours where the browser %s, loaded once', async (_, own) => {
    expect(await read(own)).toEqual({ by: 'ours', formats: ALL, timesLoaded: 1 });
  });

  it('is compiled from what belongs to the library’s version', () => {
    const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(ZXING_WASM_SHA256);
  });
});
