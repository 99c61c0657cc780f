import './end-with-parent.ts';

/** `npm run sim`: simulated desk phones, a process of their own. */
await import('#server/sim/main.ts');
