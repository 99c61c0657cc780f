import { type NextRequest, NextResponse } from 'next/server';

/**
 * Before every page: the content security policy with a nonce of its own, and the way of a plain form to its handler
 * (a page and a handler cannot live at one address).
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(newNonce());
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = isDeskForm(request)
    ? NextResponse.rewrite(new URL(`${request.nextUrl.pathname}/submit`, request.url), {
        request: { headers },
      })
    : NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

const isDeskForm = ({ method, nextUrl }: NextRequest): boolean =>
  method === 'POST' && /^\/d\/[^/]+$/.test(nextUrl.pathname);

const newNonce = (): string => btoa(crypto.randomUUID());

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // Positions of menus and dialogs are style attributes, which no nonce can allow.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "worker-src 'self'",
    "manifest-src 'self'",
  ].join('; ');
}

export const config = {
  matcher: ['/((?!api/|_next/|icons/|sw.js|manifest.webmanifest|offline.html|favicon.ico).*)'],
};
