import { describe, expect, it } from 'vitest';
import { completeMessages, type Messages } from '../../../i18n/complete-messages.ts';
import { preferredLanguage } from '../../../i18n/languages.ts';
import de from '../../../i18n/messages/de.json';
import en from '../../../i18n/messages/en.json';
import es from '../../../i18n/messages/es.json';
import fr from '../../../i18n/messages/fr.json';

/** Key → the names of what is filled in. */
function placeholders(messages: Messages, path = ''): [string, string[]][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string[]][] =>
    typeof value === 'string'
      ? [
          [
            path + key,
            [...new Set([...value.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ''))].sort(),
          ],
        ]
      : placeholders(value, `${path}${key}.`),
  );
}

describe('the languages of the pages', () => {
  it.each(Object.entries({ de, es, fr }))('%s says everything, with the same places to fill in', (_, own) => {
    expect(placeholders(own)).toEqual(placeholders(en));
  });

  it('says in English what a translation lacks, and nothing that English lacks', () => {
    const english = { a: 'one', b: { c: 'two', d: 'three' } };
    expect(completeMessages({ b: { c: 'zwei', x: 'mehr' } }, english)).toEqual({
      a: 'one',
      b: { c: 'zwei', d: 'three' },
    });
  });

  it('takes the first language of the browser that it speaks', () => {
    expect(preferredLanguage('pl, de-AT;q=0.7, fr;q=0.9')).toBe('fr');
    expect(preferredLanguage('de-CH,de;q=0.9,en;q=0.8')).toBe('de');
    expect(preferredLanguage('zz')).toBe('en');
    expect(preferredLanguage(null)).toBe('en');
  });
});
