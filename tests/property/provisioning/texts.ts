import fc from 'fast-check';

/** What people type, line breaks, control characters and lone surrogates included. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '"',
    "'&<>",
    ']]>',
    '-->',
    '&amp;',
    'غرفة ٣',
    '👩‍💻'.repeat(50),
    'a\r\nb\tc\u0000\u2028\uFFFE',
  ),
);

/** What stays as it is in a file of one line a value, and in XML: up to so many characters. */
export const shownText = (characters: number) =>
  fc
    .oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
      fc.constantFrom('Zoë & "Bo" <b>', "O'Neill", 'غرفة ٣', '👩‍💻 Ada'),
    )
    .filter((text) => text === text.trim() && !/[\p{Cc}\p{Zl}\p{Zp}\uFFFE\uFFFF]/u.test(text))
    .filter((text) => [...text].length <= characters);
