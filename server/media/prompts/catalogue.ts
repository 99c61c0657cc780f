import { de } from './de.ts';
import { en, type Texts } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

/** What Perch says. `scripts/prompts/make.sh` turns the texts into the files of `en/`, `de/`, `fr/` and `es/`. */
export type PromptId = keyof typeof en;

export const prompts = { en, de, fr, es } satisfies Record<string, Texts>;

export type PromptLanguage = keyof typeof prompts;

export const promptIds = Object.keys(en) as PromptId[];
export const promptLanguages = Object.keys(prompts) as PromptLanguage[];

/** The language that is spoken where `wanted` is set: English where nothing is spoken in it. */
export const spokenLanguage = (wanted: string | null | undefined): PromptLanguage =>
  promptLanguages.find((language) => language === wanted) ?? 'en';
