import type { EmergencyPlace } from '#db/schema/index.ts';
import { type PromptId, promptIds } from '#server/media/prompts/catalogue.ts';

const known: ReadonlySet<string> = new Set(promptIds);

/** What the test number says: the desk's number, site and floor, letter by letter. */
export function spokenPlace({ site, floor }: EmergencyPlace, deskExtension: string): PromptId[] {
  const part = (name: PromptId, text: string | null): PromptId[] => {
    const letters = spelled(text ?? '');
    return letters.length === 0 ? [] : [name, ...letters];
  };
  return [
    'emergency-test',
    ...part('desk', deskExtension),
    ...part('site', site),
    ...part('floor', floor),
    'emergency-test-end',
  ];
}

/** Letters without their accents, and digits; what has no sound is left out. */
function spelled(text: string): PromptId[] {
  const plain = text.normalize('NFD').toLowerCase();
  return [...plain]
    .map((sign) => (/\d/.test(sign) ? `digit-${sign}` : `letter-${sign}`))
    .filter((id): id is PromptId => known.has(id));
}
