import type { NextApiRequest, NextApiResponse } from 'next';
import NextAuth from 'next-auth';
import { authOptions } from '#server/auth.ts';
import type { Browser } from './browser.ts';

type Asked = { method: 'GET' | 'POST'; action: string[]; body?: Record<string, string> };

/** Signs in as the page does: next-auth's own token against forged forms, then the form. Answers its error, or null. */
export async function signIn(browser: Browser, email: string, password: string): Promise<string | null> {
  const { csrfToken } = await ask(browser, { method: 'GET', action: ['csrf'] });
  const form = { email, password, csrfToken: String(csrfToken), json: 'true' };
  const { url } = await ask(browser, { method: 'POST', action: ['callback', 'credentials'], body: form });
  return new URL(String(url)).searchParams.get('error');
}

export async function signOut(browser: Browser): Promise<string> {
  const { csrfToken } = await ask(browser, { method: 'GET', action: ['csrf'] });
  const form = { csrfToken: String(csrfToken), json: 'true', callbackUrl: '/sign-in' };
  const { url } = await ask(browser, { method: 'POST', action: ['signout'], body: form });
  return String(url);
}

/** One request to next-auth's handler, which takes what Next's API routes hand it. */
async function ask(browser: Browser, { method, action, body = {} }: Asked): Promise<Record<string, unknown>> {
  let answer: unknown;
  const headers = new Map<string, string | string[]>();
  const res = {
    status: () => res,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name.toLowerCase(), value);
      return res;
    },
    json: (value: unknown) => (answer = value),
    send: (value: unknown) => (answer = value),
    end: () => res,
  };
  const req = {
    method,
    body,
    query: { nextauth: action },
    cookies: Object.fromEntries([...browser.jar].map(([name, value]) => [name, decodeURIComponent(value)])),
    headers: {
      'x-forwarded-for': '192.0.2.7',
      'x-forwarded-host': 'desk.test:3000',
      'x-forwarded-proto': 'http',
    },
  };
  await NextAuth(authOptions())(req as unknown as NextApiRequest, res as unknown as NextApiResponse);
  browser.keep([headers.get('set-cookie') ?? []].flat());
  return answer as Record<string, unknown>;
}
