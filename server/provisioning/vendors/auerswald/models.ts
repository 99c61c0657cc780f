import type { ModelShape } from '../vendor.ts';

/**
 * Keys of each model: those beside the display of a D-100 or D-200 are six, on three levels (its "Xtensiontasten" page), a D-400
 * shows 20 of the 40 that the home screen can hold (`keys.xml`). UNVERIFIED: that the D-600 shows them all, by twenties, and that
 * D-110 and D-210 are as D-100 and D-200.
 */
const MODELS: ReadonlyArray<readonly [models: string, family: string, keys: number, keysPerPage: number]> = [
  ['D100 D110 D200 D210', 'D-series with keys', 18, 6],
  ['D400', 'D-series with a home screen', 20, 20],
  ['D600', 'D-series with a home screen', 40, 20],
];

/** What every one of them has. */
const SAFE: ModelShape = { family: 'D-series', isKnown: false, keys: 6, keysPerPage: 6 };

const BY_MODEL: ReadonlyMap<string, ModelShape> = new Map(
  MODELS.flatMap(([models, family, keys, keysPerPage]) =>
    models.split(' ').map((model) => [model, { family, isKnown: true, keys, keysPerPage }] as const),
  ),
);

/** `COMfortel D-400`, `FONtevo D400`: without maker, series and what stands between. */
const plain = (model: string | undefined): string =>
  (model ?? '').toUpperCase().replace(/AUERSWALD|FONTEVO|COMFORTEL|[ _-]/g, '');

export const shapeOfAuerswald = (model: string | undefined): ModelShape => BY_MODEL.get(plain(model)) ?? SAFE;
