import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { promptIds } from '#server/media/prompts/catalogue.ts';
import { readWav, SAMPLE_RATE } from '#server/media/wav.ts';

const folder = fileURLToPath(new URL('../../../server/media/prompts/en/', import.meta.url));
const decibels = (level: number): number => 20 * Math.log10(level / 32_768);

describe('the prompts', () => {
  it('are the catalogue, no more and no less', () => {
    expect(readdirSync(folder).sort()).toEqual(promptIds.map((id) => `${id}.wav`).sort());
  });

  it.each(promptIds)('%s can be heard well: right length, loudness, a short lead-in, not clipped', (id) => {
    const samples = readWav(readFileSync(`${folder}${id}.wav`));
    const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
    const begins = samples.findIndex((sample) => Math.abs(sample) > 600) / SAMPLE_RATE;
    expect(samples.length / SAMPLE_RATE).toBeGreaterThan(0.5);
    expect(samples.length / SAMPLE_RATE).toBeLessThan(6);
    expect(decibels(rms)).toBeGreaterThan(-23);
    expect(decibels(rms)).toBeLessThan(-17);
    expect(decibels(peak)).toBeLessThan(-3);
    expect(begins).toBeLessThan(0.3);
  });
});
