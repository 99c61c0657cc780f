export type Setting = readonly [id: string, value: string | number | boolean];

/** `SettingLanguage`, and `language` of the 80x8s. */
const LANGUAGES: Readonly<Record<string, number>> = { en: 0, fr: 1, de: 2, es: 4 };

/** In English where the phone has it not. */
export const languageNumber = (language: string): number => LANGUAGES[language] ?? 0;

export const NAME_MAX = 64;
export const LABEL_MAX = 32;
/** RTP payload types, in order: PCMU, PCMA, G.722. */
export const CODECS = '0;8;9';
