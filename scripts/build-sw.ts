import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { injectManifest } from 'workbox-build';

/**
 * Makes `<PERCH_BUILD_DIR>/sw/sw.js` after the Next build: one file, with the names and fingerprints of everything that
 * the shell needs. injectManifest does not bundle, so esbuild goes first.
 */
const folder = process.env['PERCH_BUILD_DIR'] ?? '.next';
const target = join(folder, 'sw');
const bundled = join(target, 'bundled.js');

mkdirSync(target, { recursive: true });
await build({
  entryPoints: [join('app', '_offline', 'service-worker.ts')],
  outfile: bundled,
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
});
const { count, size, warnings } = await injectManifest({
  swSrc: bundled,
  swDest: join(target, 'sw.js'),
  globDirectory: '.',
  globPatterns: [
    `${folder}/static/**/*.{js,css,woff2}`,
    'public/offline.{html,css,js}',
    'public/icons/*.{svg,png}',
  ],
  // A worker that comes out of the cache does not see the fragment of its address, in which Turbopack tells it what to load.
  globIgnores: ['**/node_modules/**', '**/*.map', '**/turbopack-worker-*.js'],
  modifyURLPrefix: { [`${folder}/static/`]: '/_next/static/', 'public/': '/' },
  // The names of these say what is in them.
  dontCacheBustURLsMatching: /\/_next\/static\//,
});
rmSync(bundled);
for (const warning of warnings) console.warn(warning);
console.log(`Service worker: ${count} files, ${Math.ceil(size / 1024)} KiB.`);
