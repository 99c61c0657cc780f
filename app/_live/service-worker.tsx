'use client';

import { useEffect } from 'react';

/** Browsers give a service worker to HTTPS and to localhost only; elsewhere the pages work without. */
export function ServiceWorker() {
  useEffect(() => {
    if (!('serviceWorker' in navigator) || !window.isSecureContext) return;
    navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' }).catch(() => {
      // Offline the page that is open goes on; the next visit tries again.
    });
  }, []);
  return null;
}
