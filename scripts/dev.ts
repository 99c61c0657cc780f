import './end-with-parent.ts';
import { loadEnv } from '#server/env.ts';
import { writeNextTsconfig } from './build/ensure-build.ts';
import { giveUp } from './give-up.ts';

/** `npm run dev`: the server with pages that Next builds while they are looked at. */
Object.assign(process.env, { PERCH_DEV: 'on', NEXT_TELEMETRY_DISABLED: '1' });
const env = loadEnv();
if (!env.ok) giveUp(...env.error);

writeNextTsconfig(process.cwd());
await import('#server/main.ts');
