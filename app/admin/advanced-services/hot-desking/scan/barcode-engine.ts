import type { Code } from './read-label.ts';

/** As the Barcode Detection API has it, the browser's own and the one that stands in for it. */
export type Detector = { detect(image: ImageData): Promise<readonly { format: string; rawValue: string }[]> };
export type DetectorClass = {
  new (options: { formats: string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
};

export type BarcodeEngine = (image: ImageData) => Promise<Code[]>;

/** What phones' labels have on them, and what has to be read at least. */
const NEEDED = ['code_128', 'code_39', 'qr_code'];
const WELCOME = ['data_matrix', 'ean_13', 'ean_8', 'upc_a', 'upc_e'];

type Classes = { own: DetectorClass | undefined; load: () => Promise<DetectorClass> };

/**
 * Reads barcodes with what the browser has of its own, if that reads what labels have on them; otherwise, and where it
 * turns out not to work, with what `load` brings.
 */
export async function openEngine({ own, load }: Classes): Promise<BarcodeEngine> {
  const native = own && (await detectorOf(own).catch(() => undefined));
  if (native === undefined) return engineOf(await loaded(load));
  let engine = engineOf(native);
  return (image) =>
    engine(image).catch(async () => {
      engine = engineOf(await loaded(load));
      return engine(image);
    });
}

async function detectorOf(kind: DetectorClass): Promise<Detector | undefined> {
  const supported = await kind.getSupportedFormats();
  if (!NEEDED.every((format) => supported.includes(format))) return undefined;
  return new kind({ formats: [...NEEDED, ...WELCOME.filter((format) => supported.includes(format))] });
}

async function loaded(load: Classes['load']): Promise<Detector> {
  const detector = await detectorOf(await load());
  if (detector === undefined) throw new Error('The barcode reader lacks a format.');
  return detector;
}

const engineOf =
  (detector: Detector): BarcodeEngine =>
  async (image) =>
    (await detector.detect(image)).map(({ format, rawValue }) => ({ format, text: rawValue }));
