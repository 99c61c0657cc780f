'use client';

import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { LANGUAGE_COOKIE, languageNames, languages } from '../../i18n/languages.ts';
import { readTheme, THEME_COOKIE, themes } from './theme.ts';

const YEAR_SECONDS = 365 * 24 * 3600;
const control =
  'min-h-9 pointer-coarse:min-h-11 rounded-lg border border-line-strong bg-surface px-2 pr-7 text-sm text-ink hover:bg-sunken';

function remember(cookie: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store API is not given on plain HTTP
  document.cookie = `${cookie}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}

export function LanguageChoice() {
  const router = useRouter();
  const words = useTranslations('common');
  return (
    <select
      className={control}
      aria-label={words('language')}
      value={useLocale()}
      onChange={(event) => {
        remember(LANGUAGE_COOKIE, event.target.value);
        router.refresh();
      }}
    >
      {languages.map((language) => (
        <option key={language} value={language}>
          {languageNames[language]}
        </option>
      ))}
    </select>
  );
}

export function ThemeChoice() {
  const words = useTranslations('common');
  const [theme, setTheme] = useState(() => readTheme(undefined));
  useEffect(() => setTheme(readTheme(document.documentElement.dataset['theme'])), []);
  const names = { system: words('themeSystem'), light: words('themeLight'), dark: words('themeDark') };
  return (
    <select
      className={control}
      aria-label={words('theme')}
      value={theme}
      onChange={(event) => {
        const chosen = readTheme(event.target.value);
        setTheme(chosen);
        document.documentElement.dataset['theme'] = chosen;
        remember(THEME_COOKIE, chosen);
      }}
    >
      {themes.map((name) => (
        <option key={name} value={name}>
          {names[name]}
        </option>
      ))}
    </select>
  );
}
