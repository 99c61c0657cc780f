import './end-with-parent.ts';
import { ensureBuild } from './build/ensure-build.ts';
import { giveUp } from './give-up.ts';

/** `npm run build`: builds the pages if they are stale, and prints where: for images that are built beforehand. */
const folder = await ensureBuild({ checkout: process.cwd(), say: console.error }).catch((error: Error) =>
  giveUp(error.message),
);
console.log(folder);
