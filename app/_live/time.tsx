'use client';

import { useLocale } from 'next-intl';
import { useEffect, useState } from 'react';

/** The page's language as this browser's country writes it. */
const withCountry = (locale: string): string =>
  navigator.languages.find((language) => language.startsWith(`${locale}-`)) ?? locale;

const TICK_MS = 30_000;

/** A moment as people say it, with the exact time at hand. The server does not know the reader's time zone. */
export function When({ at }: { at: string }) {
  const locale = useLocale();
  const [nowMs, setNowMs] = useState<number>();
  useEffect(() => {
    setNowMs(Date.now());
    const ticker = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(ticker);
  }, []);
  if (nowMs === undefined) return <time dateTime={at}>{at.slice(0, 10)}</time>;
  const exact = new Intl.DateTimeFormat(withCountry(locale), {
    dateStyle: 'medium',
    timeStyle: 'medium',
  }).format(new Date(at));
  return (
    <time dateTime={at} title={exact} className="whitespace-nowrap">
      {sayAgo((Date.parse(at) - nowMs) / 1000, locale) ?? exact}
    </time>
  );
}

/** The exact moment, in the reader's own time zone. */
export function Moment({ at }: { at: string }) {
  const locale = useLocale();
  const [text, setText] = useState(at.slice(0, 16).replace('T', ' '));
  useEffect(() => {
    const format = new Intl.DateTimeFormat(withCountry(locale), { dateStyle: 'short', timeStyle: 'medium' });
    setText(format.format(new Date(at)));
  }, [at, locale]);
  return (
    <time dateTime={at} className="whitespace-nowrap">
      {text}
    </time>
  );
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function sayAgo(seconds: number, locale: string): string | undefined {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const age = Math.abs(seconds);
  if (age < MINUTE) return format.format(0, 'second');
  if (age < HOUR) return format.format(Math.round(seconds / MINUTE), 'minute');
  if (age < DAY) return format.format(Math.round(seconds / HOUR), 'hour');
  return age < 7 * DAY ? format.format(Math.round(seconds / DAY), 'day') : undefined;
}
