import './end-with-parent.ts';
import { loadEnv } from '#server/env.ts';
import { ensureBuild } from './build/ensure-build.ts';
import { giveUp } from './give-up.ts';

/**
 * `npm start`: looks at the environment before anything is built, builds what is stale, and becomes the server.
 * With `PERCH_BUILD_DIR` the pages are taken as they are.
 */
const env = loadEnv();
if (!env.ok) giveUp(...env.error);

const { buildFolder, roles } = env.value;
if (buildFolder === undefined && roles.has('web')) {
  process.env['PERCH_BUILD_DIR'] = await ensureBuild({ checkout: process.cwd(), say: console.log }).catch(
    (error: Error) => giveUp(error.message),
  );
}
Object.assign(process.env, { NODE_ENV: 'production' });
await import('#server/main.ts');
