export type Gs1Serial = { serial: string | undefined };

const GS = '\u001d';
/** As the code holds it: GTIN (01), perhaps dates (11, 13, 15, 17) and a batch (10), then the serial number (21). */
const ELEMENTS = new RegExp(
  `^(?:\\][CdQe][0-3])?${GS}?01(\\d{14})(?:1[1357]\\d{6})*(?:10[^${GS}]{1,20}${GS})?(?:21([^${GS}]{1,20}))?(?:${GS}.*)?$`,
);
/** As people read it. */
const IN_BRACKETS = /^\(01\)(\d{14})(?:.*\(21\)([^(]{1,20}))?/;

/**
 * The serial number in a code of GS1's kind (General Specifications, 3.5: AI 21), undefined for a text that is of another kind.
 */
export function gs1Serial(text: string): Gs1Serial | undefined {
  const [, gtin, serial] = IN_BRACKETS.exec(text) ?? ELEMENTS.exec(text) ?? [];
  return gtin !== undefined && hasCheckDigit(gtin) ? { serial: serial?.trim() } : undefined;
}

/** General Specifications, 7.9: the digits weigh 3 and 1 in turn, and add up to a multiple of ten. */
function hasCheckDigit(gtin: string): boolean {
  const sum = [...gtin].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}
