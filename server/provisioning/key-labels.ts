type Words = Readonly<Record<string, string>> & { en: string };

/** What stands beside the key that logs in or out. */
export const KEY_LABELS = {
  'log-in': { en: 'Log in', de: 'Anmelden', fr: 'Connexion', es: 'Entrar' },
  'log-out': { en: 'Log out', de: 'Abmelden', fr: 'Déconnexion', es: 'Salir' },
} as const satisfies Record<string, Words>;

/** What stands behind the name of a desk at which nobody is logged in. */
export const FREE = { en: 'free', de: 'frei', fr: 'libre', es: 'libre' } as const satisfies Words;

/** In this language (ISO 639-1), or in English. */
export const inLanguage = (words: Words, language: string): string => words[language] ?? words.en;
