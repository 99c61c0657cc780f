'use client';

import { useState } from 'react';
import { photoOf } from './pixels.ts';
import { type Code, readLabel } from './read-label.ts';
import type { ReadPicture } from './use-barcode-reader.ts';

/** Why a photo did not help; `broken`: the reader itself does not work. */
export type PhotoProblem = 'noPicture' | 'nothingInPicture' | 'onlyProduct' | 'noNumbers' | 'broken';

type Options = { read: ReadPicture; onCodes: (codes: readonly Code[]) => void };

/** Reads the barcodes in photos, which never leave the browser. */
export function usePhoto({ read, onCodes }: Options) {
  const [problem, setProblem] = useState<PhotoProblem>();
  const [isBusy, setIsBusy] = useState(false);
  const readPhoto = async (file: Blob): Promise<PhotoProblem | undefined> => {
    const image = await photoOf(file);
    if (image === undefined) return 'noPicture';
    const codes = await read(image);
    if (codes === undefined) return 'broken';
    onCodes(codes);
    return problemOf(codes);
  };
  const take = (file: Blob) => {
    setIsBusy(true);
    setProblem(undefined);
    void readPhoto(file)
      .then(setProblem)
      .finally(() => setIsBusy(false));
  };
  return { problem, isBusy, take, forget: () => setProblem(undefined) };
}

function problemOf(codes: readonly Code[]): PhotoProblem | undefined {
  if (codes.length === 0) return 'nothingInPicture';
  const { macs, serials, hasProductCode } = readLabel(codes);
  if (macs.length > 0 || serials.length > 0) return undefined;
  return hasProductCode ? 'onlyProduct' : 'noNumbers';
}
