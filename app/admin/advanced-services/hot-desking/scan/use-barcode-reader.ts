'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { type BarcodeReader, openBarcodeReader } from './barcode-reader.ts';
import type { Code } from './read-label.ts';

export type ReadPicture = (image: ImageData) => Promise<readonly Code[] | undefined>;

/** Reads barcodes while the component is there. `isBroken`: the reader could not be loaded, or does not work. */
export function useBarcodeReader(): { read: ReadPicture; isBroken: boolean } {
  const reader = useRef<BarcodeReader | undefined>(undefined);
  const [isBroken, setIsBroken] = useState(false);
  useEffect(
    () => () => {
      reader.current?.close();
      reader.current = undefined;
    },
    [],
  );
  const read = useCallback<ReadPicture>(async (image) => {
    reader.current ??= openBarcodeReader();
    const codes = await reader.current.read(image);
    setIsBroken(codes === undefined);
    return codes;
  }, []);
  return { read, isBroken };
}
