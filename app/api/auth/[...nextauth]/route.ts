import NextAuth from 'next-auth';
import { authOptions } from '#server/auth.ts';

const handler = (request: Request, context: unknown): Promise<Response> =>
  NextAuth(authOptions())(request, context);

export { handler as GET, handler as POST };
