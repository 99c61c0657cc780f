import { readFileSync } from 'node:fs';

/** The catalogue as lines of id, tab, sentence: read as text, so that any Node can do it. */
const source = readFileSync(new URL('../../server/media/prompts/catalogue.ts', import.meta.url), 'utf8');
for (const [, id, text] of source.matchAll(/^ {2}'?([a-z0-9-]+)'?: '(.*)',$/gm))
  console.log(`${id}\t${text}`);
