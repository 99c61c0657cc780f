import { type BarcodeEngine, type DetectorClass, openEngine } from './barcode-engine.ts';
import type { Code } from './read-label.ts';

/** Undefined where the reader could not be loaded, or does not work. */
export type ReadAnswer = { codes: readonly Code[] | undefined };

declare const self: {
  BarcodeDetector?: DetectorClass;
  addEventListener(type: 'message', listener: (event: MessageEvent<ImageData>) => void): void;
  postMessage(answer: ReadAnswer): void;
};

/** Reads barcodes beside the page, which so stays quick: one picture in, what its codes say out. */
let engine: Promise<BarcodeEngine> | undefined;

self.addEventListener('message', ({ data }) => {
  engine ??= openEngine({ own: self.BarcodeDetector, load: loadOwn });
  engine
    .then((read) => read(data))
    .then(
      (codes) => self.postMessage({ codes }),
      () => self.postMessage({ codes: undefined }),
    );
});

/** ZXing, from this server: by itself the library would fetch it from elsewhere. */
async function loadOwn(): Promise<DetectorClass> {
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  const wasm = new URL('zxing-wasm/reader/zxing_reader.wasm', import.meta.url).href;
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  return BarcodeDetector as unknown as DetectorClass;
}
