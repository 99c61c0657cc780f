import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  type PromptLanguage,
  promptIds,
  promptLanguages,
  prompts,
  spokenLanguage,
} from '#server/media/prompts/catalogue.ts';
import { readWav, WIDE_SAMPLE_RATE } from '#server/media/wav.ts';

const folderOf = (language: PromptLanguage): string =>
  fileURLToPath(new URL(`../../../server/media/prompts/${language}/`, import.meta.url));
const decibels = (level: number): number => 20 * Math.log10(level / 32_768);

describe.each(promptLanguages)('the prompts, %s', (language) => {
  const folder = folderOf(language);

  it('are the catalogue, no more and no less', () => {
    expect(readdirSync(folder).sort()).toEqual(promptIds.map((id) => `${id}.wav`).sort());
    expect(Object.keys(prompts[language])).toEqual(promptIds);
  });

  it.each(promptIds)('%s can be heard well: right length, loudness, a short lead-in, not clipped', (id) => {
    const samples = readWav(readFileSync(`${folder}${id}.wav`), WIDE_SAMPLE_RATE);
    const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
    const begins = samples.findIndex((sample) => Math.abs(sample) > 600) / WIDE_SAMPLE_RATE;
    expect(samples.length / WIDE_SAMPLE_RATE).toBeGreaterThan(0.3);
    expect(samples.length / WIDE_SAMPLE_RATE).toBeLessThan(8);
    expect(decibels(rms)).toBeGreaterThan(-23);
    expect(decibels(rms)).toBeLessThan(-17);
    expect(decibels(peak)).toBeLessThan(-3);
    expect(begins).toBeLessThan(0.3);
  });
});

describe('the language that is spoken', () => {
  it.each([
    ['de', 'de'],
    ['pt', 'en'],
    [null, 'en'],
    [undefined, 'en'],
  ])('for %s is %s', (wanted, spoken) => {
    expect(spokenLanguage(wanted)).toBe(spoken);
  });
});
