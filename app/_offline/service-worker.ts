import { clientsClaim } from 'workbox-core';
import {
  cleanupOutdatedCaches,
  matchPrecache,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute, setCatchHandler } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';

type Rule = { condition: { urlPattern: { pathname: string } }; source: 'network' };
type Installing = Event & { addRoutes?(rule: Rule): Promise<void> };

declare const self: {
  __WB_MANIFEST: (PrecacheEntry | string)[];
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install', listener: (event: Installing) => void): void;
};

/**
 * Keeps the shell, so that Perch opens without a connection and says so. Pages, answers of the API and whatever else
 * is a person's always come from the network and are kept nowhere.
 */
void self.skipWaiting();
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/^v$/] });

// Calls of the API pass this worker by: one that a page sends as it goes away would be lost on its way through here.
self.addEventListener('install', (event) => {
  void event.addRoutes?.({ condition: { urlPattern: { pathname: '/api/*' } }, source: 'network' });
});

registerRoute(new NavigationRoute(new NetworkOnly()));

setCatchHandler(async ({ request }) => {
  if (request.destination !== 'document') return Response.error();
  return (await matchPrecache('/offline.html')) ?? Response.error();
});
