import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { completeMessages } from './complete-messages.ts';
import { isLanguage, LANGUAGE_COOKIE, preferredLanguage } from './languages.ts';
import de from './messages/de.json';
import en from './messages/en.json';
import es from './messages/es.json';
import fr from './messages/fr.json';

const messages = {
  en,
  de: completeMessages(de, en),
  fr: completeMessages(fr, en),
  es: completeMessages(es, en),
};

/** The language of a page: the one that was chosen, else the browser's. */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LANGUAGE_COOKIE)?.value;
  const locale = isLanguage(chosen) ? chosen : preferredLanguage((await headers()).get('accept-language'));
  return { locale, messages: messages[locale], timeZone: 'UTC' };
});
