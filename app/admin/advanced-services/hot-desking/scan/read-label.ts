import { type Gs1Serial, gs1Serial } from './gs1.ts';
import { type FoundMac, macsIn } from './macs-in.ts';
import { markedSerials, unmarkedSerials } from './serials-in.ts';

/** What one barcode says, and of which kind it is, in the words of the Barcode Detection API. */
export type Code = { readonly format: string; readonly text: string };

export type ReadMac = {
  /** 12 lower-case hex digits. */
  readonly mac: string;
  /** Whose phones have such addresses. */
  readonly vendor: string | undefined;
  /** Undoubtedly a MAC address, and not a serial number that happens to look like one. */
  readonly isSure: boolean;
};

export type ReadSerial = {
  readonly text: string;
  readonly kind: 'serial' | 'macId';
  /** The label itself calls it so. */
  readonly isMarked: boolean;
};

/** What a phone's label says, from all of its barcodes that were read. More than one of a kind: people choose. */
export type LabelReading = {
  readonly macs: readonly ReadMac[];
  readonly serials: readonly ReadSerial[];
  /** The number of the product (EAN, UPC) was read, which says nothing of this one phone. */
  readonly hasProductCode: boolean;
};

const PRODUCT_FORMATS = new Set(['ean_13', 'ean_8', 'upc_a', 'upc_e']);
const isProductCode = ({ format }: Code): boolean => PRODUCT_FORMATS.has(format);

/** Reads a label from what its barcodes say, in any order. */
export function readLabel(codes: readonly Code[]): LabelReading {
  const products = codes.filter(isProductCode);
  const others = codes
    .filter((code) => !isProductCode(code))
    .map(({ text, format }) => ({ text: text.trim(), format }));
  const found = others.flatMap(({ text }) => macsIn(text));
  const macs = macsOf(found);
  return {
    macs,
    serials: serialsOf(others, { found, macs, products }),
    hasProductCode: products.length > 0,
  };
}

/** Nothing was guessed: one phone, and its label says which number is the serial number. */
export const isCertain = ({ macs, serials }: LabelReading): boolean =>
  macs.length === 1 && macs[0]?.isSure === true && serials.length === 1 && serials[0]?.isMarked === true;

/** Beside a MAC address that is none without doubt, what only looks like one is something else. */
function macsOf(found: readonly FoundMac[]): ReadMac[] {
  const sure = found.filter(({ isSure }) => isSure);
  const taken = sure.length > 0 ? sure : found;
  return unique(taken, ({ mac }) => mac).map(({ mac, vendor, isSure }) => ({ mac, vendor, isSure }));
}

type Known = { found: readonly FoundMac[]; macs: readonly ReadMac[]; products: readonly Code[] };

/** A MAC-ID is what Gigaset's service wants for one; what the label calls the serial number is none but that. */
function serialsOf(codes: readonly Code[], { found, macs, products }: Known): ReadSerial[] {
  const macIds = found.flatMap(({ macId }) => (macId === undefined ? [] : [macId]));
  if (macIds.length > 0) return toSerials(macIds, { kind: 'macId', isMarked: true });
  const marked = codes.flatMap(({ text }) => [...markedSerials(text), ...textOf(gs1Serial(text))]);
  if (marked.length > 0) return toSerials(marked, { kind: 'serial', isMarked: true });
  const isNone = new Set([...macs.map(({ mac }) => mac), ...products.flatMap(asPrinted)]);
  const unmarked = codes
    .filter(({ text }) => gs1Serial(text) === undefined)
    .flatMap(({ text }) => unmarkedSerials(text))
    .filter((text) => !isNone.has(text.toLowerCase()));
  return toSerials(unmarked, { kind: 'serial', isMarked: false });
}

/** An UPC of 12 digits is an EAN of 13 that begins with a nought. */
const asPrinted = ({ text }: Code): string[] => [text, `0${text}`, text.replace(/^0/, '')];

const textOf = (read: Gs1Serial | undefined): string[] => (read?.serial === undefined ? [] : [read.serial]);

const toSerials = (texts: readonly string[], what: Omit<ReadSerial, 'text'>): ReadSerial[] =>
  unique(texts, (text) => text.toUpperCase()).map((text) => ({ text, ...what }));

const unique = <T>(items: readonly T[], keyOf: (item: T) => string): T[] =>
  [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();
