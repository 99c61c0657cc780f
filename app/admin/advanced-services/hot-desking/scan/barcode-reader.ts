import type { Code } from './read-label.ts';
import type { ReadAnswer } from './read-worker.ts';

/** Says what the barcodes in a picture say. One picture at a time; undefined where the reader itself does not work. */
export type BarcodeReader = {
  read(image: ImageData): Promise<readonly Code[] | undefined>;
  close(): void;
};

export function openBarcodeReader(): BarcodeReader {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const close = () => {
    worker?.terminate();
    worker = undefined;
  };
  const readNow = async (image: ImageData) => {
    worker ??= new Worker(new URL('./read-worker.ts', import.meta.url));
    const codes = await ask(worker, image);
    // One that could not be loaded answers nothing ever.
    if (codes === undefined) close();
    return codes;
  };
  return {
    read(image) {
      const answer = last.then(() => readNow(image));
      last = answer;
      return answer;
    },
    close,
  };
}

function ask(worker: Worker, image: ImageData): Promise<readonly Code[] | undefined> {
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<ReadAnswer>) => resolve(data.codes);
    worker.onerror = () => resolve(undefined);
    worker.postMessage(image, [image.data.buffer]);
  });
}
