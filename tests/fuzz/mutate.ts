import type { seededRandom } from '../fakes/seeded-random.ts';

/** Dice that a seed decides. */
export type Dice = ReturnType<typeof diceOf>;

export function diceOf(random: ReturnType<typeof seededRandom>) {
  const below = (end: number): number => Math.floor(random.next() * end);
  return {
    below,
    /** True with this probability. */
    happens: (share: number): boolean => random.next() < share,
    pick: <T>(from: readonly T[]): T => from[below(from.length)] as T,
    bytes: (count: number): string =>
      Array.from({ length: count }, () => String.fromCharCode(below(256))).join(''),
  };
}

const NUMBERS =
  '0 1 -1 00 255 256 65535 65536 2147483647 2147483648 4294967296 99999999999999999999 1e9 0x10 NaN'.split(
    ' ',
  );
const SIGNS = [
  '\0',
  '\t',
  ' ',
  '"',
  '\\',
  '<',
  '>',
  ',',
  ';',
  ':',
  '=',
  '@',
  '?',
  '%',
  '%00',
  '%zz',
  '*',
  '[',
  ']',
  '/',
  '\x7f',
];
/** As bytes: letters, emoji, a byte order mark, half a surrogate, an overlong and a broken sequence. */
const UNICODE = ['ü', '日', '🙂', '\ufeff'].map((text) => Buffer.from(text).toString('latin1'));
const SPOILT_UNICODE = ['\xed\xa0\x80', '\xc0\xaf', '\xe2\x82', '\xff'];
const BREAKS = ['\r', '\n', '\n\r', '\r\r\n', '\r\n\r\n', '\r\n ', '\r\n\t', '\0\r\n'];
const WORDS = [
  'INVITE',
  'ACK',
  'SIP/2.0',
  'sip:',
  'sips:',
  'tel:',
  ';lr',
  ';tag=',
  ';expires=',
  ';branch=z9hG4bK',
  'Digest ',
];
const HEADERS =
  'Via From To Call-ID CSeq Contact Route Record-Route Path Max-Forwards Expires Require Proxy-Require Content-Length Authorization Proxy-Authorization Event Subscription-State Session-Expires RSeq RAck Refer-To Replaces'.split(
    ' ',
  );
const RUN_MAX = 9_000;
const LONG_RUN_MAX = 60_000;

type Mutation = (text: string, dice: Dice, other: string) => string;

const replaceAt = (text: string, at: number, { count, put }: { count: number; put: string }): string =>
  text.slice(0, at) + put + text.slice(at + count);

/** Does something to the lines of the text. */
const onLines = (text: string, change: (lines: string[]) => void): string => {
  const lines = text.split('\r\n');
  change(lines);
  return lines.join('\r\n');
};

/** One of the places where this matches, with something else in it. */
function replaceOne(text: string, pattern: RegExp, { dice, put }: { dice: Dice; put: string }): string {
  const places = [...text.matchAll(pattern)];
  if (places.length === 0) return text;
  const { index, 0: found } = dice.pick(places);
  return replaceAt(text, index, { count: found.length, put });
}

const MUTATIONS: readonly Mutation[] = [
  function flipBit(text, dice) {
    const at = dice.below(text.length);
    return replaceAt(text, at, {
      count: 1,
      put: String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << dice.below(8))),
    });
  },
  function putSign(text, dice) {
    return replaceAt(text, dice.below(text.length), { count: dice.below(2), put: dice.pick(SIGNS) });
  },
  function putBytes(text, dice) {
    return replaceAt(text, dice.below(text.length), { count: dice.below(6), put: dice.bytes(dice.below(6)) });
  },
  function putUnicode(text, dice) {
    return replaceAt(text, dice.below(text.length), {
      count: 0,
      put: dice.pick([...UNICODE, ...SPOILT_UNICODE]),
    });
  },
  function putWord(text, dice) {
    return replaceAt(text, dice.below(text.length), { count: 0, put: dice.pick(WORDS) });
  },
  function takeAway(text, dice) {
    return replaceAt(text, dice.below(text.length), { count: dice.below(60), put: '' });
  },
  function cutOff(text, dice) {
    return text.slice(0, dice.below(text.length));
  },
  function repeatPart(text, dice) {
    const from = dice.below(text.length);
    const part = text.slice(from, from + 1 + dice.below(80));
    return replaceAt(text, from, { count: 0, put: part.repeat(1 + dice.below(4)) });
  },
  function putRun(text, dice) {
    const from = dice.below(text.length);
    const part = text.slice(from, from + 1 + dice.below(12));
    const piece = dice.pick([...SIGNS, '\n', '\r\n', ' \n', 'a', '0', 'a=x\r\n', part]) || 'a';
    const length = dice.below(dice.happens(0.02) ? LONG_RUN_MAX : dice.happens(0.2) ? RUN_MAX : 100);
    return replaceAt(text, dice.below(text.length), { count: 0, put: piece.repeat(length / piece.length) });
  },
  function changeNumber(text, dice) {
    return replaceOne(text, /\d+/g, { dice, put: dice.pick(NUMBERS) });
  },
  function changeBreak(text, dice) {
    return replaceOne(text, /\r\n/g, { dice, put: dice.pick(BREAKS) });
  },
  function emptyValue(text, dice) {
    return replaceOne(text, /[:=][^\r\n;,]*/g, { dice, put: dice.pick([':', '=', ': ', '=""', '']) });
  },
  function doubleLine(text, dice) {
    return onLines(text, (lines) => {
      const line = dice.pick(lines);
      const times = dice.happens(0.02) ? 300 : 1 + dice.below(3);
      lines.splice(1 + dice.below(lines.length), 0, ...Array.from({ length: times }, () => line));
    });
  },
  function dropLine(text, dice) {
    return onLines(text, (lines) => void lines.splice(dice.below(lines.length), 1));
  },
  function moveLine(text, dice) {
    return onLines(text, (lines) => {
      const [line = ''] = lines.splice(dice.below(lines.length), 1);
      lines.splice(dice.below(lines.length + 1), 0, line);
    });
  },
  function takeLineOfAnother(text, dice, other) {
    return onLines(text, (lines) => {
      lines.splice(1 + dice.below(lines.length), dice.below(2), dice.pick(other.split('\r\n')));
    });
  },
  function renameHeader(text, dice) {
    return onLines(text, (lines) => {
      const at = 1 + dice.below(lines.length);
      const line = lines[at];
      if (line?.includes(':')) lines[at] = `${dice.pick(HEADERS)}${line.slice(line.indexOf(':'))}`;
    });
  },
  function goOnWithAnother(text, dice, other) {
    return text.slice(0, dice.below(text.length)) + other.slice(dice.below(other.length));
  },
];

/** A text with one to four things done to it, in bytes that are written as Latin-1. */
export function mutate(text: string, dice: Dice, corpus: readonly string[]): string {
  let mutated = text;
  for (let times = 1 + dice.below(4); times > 0; times -= 1)
    mutated = dice.pick(MUTATIONS)(mutated, dice, dice.pick(corpus)) || ' ';
  return mutated;
}
