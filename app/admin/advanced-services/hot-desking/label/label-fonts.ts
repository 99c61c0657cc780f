import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fontkit from '@pdf-lib/fontkit';

export type FontFiles = { regular: Uint8Array; bold: Uint8Array };

/** Inter: Latin, Greek and Cyrillic. The fonts that are built into PDF readers have western European letters only. */
const FOLDER = ['node_modules', '@expo-google-fonts', 'inter'] as const;

export async function labelFonts(): Promise<FontFiles> {
  const [regular, bold] = await Promise.all([
    readFile(join(process.cwd(), ...FOLDER, '400Regular', 'Inter_400Regular.ttf')),
    readFile(join(process.cwd(), ...FOLDER, '700Bold', 'Inter_700Bold.ttf')),
  ]);
  return { regular, bold };
}

/** Those of the names that have letters which a PDF would print as an empty box. */
export async function namesBeyondPdf(names: readonly string[]): Promise<string[]> {
  const { bold } = await labelFonts();
  const known = new Set(fontkit.create(bold).characterSet);
  return names.filter((name) => printable(name, known).includes(MISSING));
}

/** Stands for a letter that the font lacks: seen at once, and never a reason to fail. */
const MISSING = '□';

/** A letter without its accent is better than none. */
export function printable(text: string, known: ReadonlySet<number>): string {
  const has = (letter: string): boolean => known.has(letter.codePointAt(0) ?? 0);
  return [...text.normalize('NFC')]
    .map((letter) => (has(letter) ? letter : ([...letter.normalize('NFD')].find(has) ?? MISSING)))
    .join('');
}
