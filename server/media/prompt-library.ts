import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { halveRate } from './halve-rate.ts';
import type { PromptId, PromptLanguage } from './prompts/catalogue.ts';
import { readWav, WIDE_SAMPLE_RATE } from './wav.ts';

/** The spoken prompts, each read from its file when it is first said. */
export class PromptLibrary {
  readonly #folder: string;
  readonly #sounds = new Map<string, Int16Array>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** 8 kHz samples. */
  sound(language: PromptLanguage, id: PromptId): Int16Array {
    const name = join(language, `${id}.wav`);
    const known = this.#sounds.get(name);
    if (known !== undefined) return known;
    const sound = halveRate(readWav(readFileSync(join(this.#folder, name)), WIDE_SAMPLE_RATE));
    this.#sounds.set(name, sound);
    return sound;
  }
}
