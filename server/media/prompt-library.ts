import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CodecName, encodeSound } from './codec.ts';
import type { PromptId, PromptLanguage } from './prompts/catalogue.ts';
import { readWav, WIDE_SAMPLE_RATE } from './wav.ts';

/** The spoken prompts as they go out, each read and encoded when it is first said. */
export class PromptLibrary {
  readonly #folder: string;
  readonly #sounds = new Map<string, Uint8Array>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Prompts, one after the other. */
  sound(language: PromptLanguage, prompts: readonly PromptId[], codec: CodecName): Uint8Array {
    const [first, ...others] = prompts.map((id) => this.#prompt(language, id, codec));
    return first !== undefined && others.length === 0
      ? first
      : Buffer.concat(first ? [first, ...others] : []);
  }

  #prompt(language: PromptLanguage, id: PromptId, codec: CodecName): Uint8Array {
    const name = `${codec} ${language} ${id}`;
    const known = this.#sounds.get(name);
    if (known !== undefined) return known;
    const sound = encodeSound(this.samples(language, id), codec);
    this.#sounds.set(name, sound);
    return sound;
  }

  /** 16 kHz. */
  samples(language: PromptLanguage, id: PromptId): Int16Array {
    return readWav(readFileSync(join(this.#folder, language, `${id}.wav`)), WIDE_SAMPLE_RATE);
  }
}
