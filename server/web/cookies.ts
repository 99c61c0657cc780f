/** The value of a cookie in a Cookie header; undefined also for one that cannot be read. */
export function readCookie(header: string | null | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const equals = part.indexOf('=');
    if (equals > 0 && part.slice(0, equals).trim() === name) return decoded(part.slice(equals + 1).trim());
  }
  return undefined;
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value);
  } catch {
    return undefined;
  }
}

type Options = { maxAgeSeconds: number; isSecure: boolean };

/** A Set-Cookie value that scripts cannot read and other sites do not send. */
export function writeCookie(name: string, value: string, { maxAgeSeconds, isSecure }: Options): string {
  const secure = isSecure ? '; Secure' : '';
  return `${name}=${encodeURIComponent(value)}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
