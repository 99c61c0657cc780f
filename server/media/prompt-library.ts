import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodecName } from './codec.ts';
import { EncodedSound, joinSounds, type Sound } from './encoded-sound.ts';
import type { PromptId, PromptLanguage } from './prompts/catalogue.ts';
import { readWav, WIDE_SAMPLE_RATE } from './wav.ts';

/** The spoken prompts as they go out, each read from its file when it is first said in a codec. */
export class PromptLibrary {
  readonly #folder: string;
  readonly #sounds = new Map<string, Sound>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Prompts, one after the other. */
  sound(language: PromptLanguage, prompts: readonly PromptId[], codec: CodecName): Sound {
    return joinSounds(prompts.map((id) => this.#prompt(language, id, codec)));
  }

  #prompt(language: PromptLanguage, id: PromptId, codec: CodecName): Sound {
    const name = `${codec} ${language} ${id}`;
    const known = this.#sounds.get(name);
    if (known !== undefined) return known;
    const sound = new EncodedSound(this.samples(language, id), codec);
    this.#sounds.set(name, sound);
    return sound;
  }

  /** 16 kHz. */
  samples(language: PromptLanguage, id: PromptId): Int16Array {
    return readWav(readFileSync(join(this.#folder, language, `${id}.wav`)), WIDE_SAMPLE_RATE);
  }
}
