import { readFileSync } from 'node:fs';

/** A language's sentences as lines of id, tab, sentence: read as text, so that any Node can do it. */
const [language] = process.argv.slice(2);
const source = readFileSync(new URL(`../../server/media/prompts/${language}.ts`, import.meta.url), 'utf8');
for (const [, id, text] of source.matchAll(/^ {2}'?([a-z0-9-]+)'?:\s+'(.*)',$/gm))
  console.log(`${id}\t${text}`);
