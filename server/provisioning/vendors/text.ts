/** A value on a line of its own: what would end the line, and every other control character, becomes a space. */
export const oneLine = (value: string | number): string =>
  String(value)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim();

/** The first characters of a text, none of them cut in two. */
export const shorten = (text: string, characters: number): string => [...text].slice(0, characters).join('');

/** `001565aabbcc` with something between the pairs: `00:15:65:aa:bb:cc`. */
export const macWith = (separator: string, mac: string): string => mac.match(/../g)?.join(separator) ?? mac;

/** `8-10 51` → 8, 9, 10, 51 */
export const numbersIn = (text: string): number[] =>
  text.split(' ').flatMap((part) => {
    const [first = 0, last = first] = part.split('-').map(Number);
    return range(first, last);
  });

export const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
