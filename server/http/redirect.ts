import type { HttpHandler } from './http-server.ts';

/**
 * Phones that cannot do TLS get their files; people are sent on, and nowhere but to us: what is asked for is put
 * behind our address as it is, since `//elsewhere` resolved against it would be another host.
 */
export function redirectTo(publicUrl: string): HttpHandler {
  return async ({ url = '/' }, res) => {
    const path = url.startsWith('/') ? url : '/';
    res.writeHead(308, { location: `${publicUrl}${path}` }).end();
    return true;
  };
}
