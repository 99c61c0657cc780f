import type { NextAuthOptions } from 'next-auth';
import { decode } from 'next-auth/jwt';
import CredentialsProvider from 'next-auth/providers/credentials';
import { isHotdeskError } from './hotdesk/errors.ts';
import { type PortalAccount, signedInAccount, verifySignIn } from './hotdesk/sign-in.ts';
import { tellNextAuth } from './tell-next-auth.ts';
import { readCookie } from './web/cookies.ts';
import { getRuntime } from './web/runtime.ts';

const COOKIE = 'perch.sign-in';
const MAX_AGE_SECONDS = 12 * 3_600;

const secret = (): string => Buffer.from(getRuntime().hotdesk.secrets.key('sign-in')).toString('base64url');

/** next-auth's settings: e-mail and password, and a token that names the account and its epoch. */
export function authOptions(): NextAuthOptions {
  const { links, isPeopleUrlGiven } = getRuntime();
  tellNextAuth({ peopleUrl: links.peopleUrl, isPeopleUrlGiven });
  const isSecure = links.peopleUrl.startsWith('https:');
  return {
    secret: secret(),
    session: { strategy: 'jwt', maxAge: MAX_AGE_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: {
        name: COOKIE,
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize: (given, request) => authorize(given, String(request.headers?.['x-forwarded-for'] ?? '')),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { ...token, sub: user.id, epoch: Number(user.image) } : token),
    },
  };
}

/** The error's code goes to the page as it is: `unauthorized`, `locked`, `busy`. */
async function authorize(given: Record<'email' | 'password', string> | undefined, source: string) {
  try {
    const input = { email: given?.email ?? '', password: given?.password ?? '', source };
    const account = await verifySignIn(getRuntime().hotdesk, input);
    // next-auth hands the JWT callback only name, email and image of what is returned here.
    return { id: account.id, name: account.name, email: account.email, image: String(account.epoch) };
  } catch (error) {
    throw new Error(isHotdeskError(error) ? error.code : 'trouble');
  }
}

/** Whose sign-in a request carries; asked anew each time, so that it can be ended. */
export async function accountOf(headers: Headers): Promise<PortalAccount | undefined> {
  const token = readCookie(headers.get('cookie'), COOKIE);
  if (token === undefined) return undefined;
  const claim = await decode({ token, secret: secret() }).catch(() => null);
  if (typeof claim?.sub !== 'string' || typeof claim['epoch'] !== 'number') return undefined;
  return signedInAccount(getRuntime().hotdesk.db, { id: claim.sub, epoch: claim['epoch'] });
}
