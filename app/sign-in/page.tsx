import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { isPlainHttp } from '../_live/plain-http.ts';
import { serverCaller } from '../_trpc/server.tsx';
import { FocusPage } from '../_ui/focus-page.tsx';
import { Notice } from '../_ui/notice.tsx';
import { SignInForm } from './sign-in-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('button') };
}

export default async function SignInPage() {
  if ((await (await serverCaller()).account.me()) !== null) redirect('/admin');
  const words = await getTranslations('signIn');
  return (
    <FocusPage>
      <h1 className="text-4xl font-bold tracking-tight text-balance">{words('title')}</h1>
      <p className="mt-3 mb-7 text-muted">{words('text')}</p>
      {(await isPlainHttp()) && (
        <Notice kind="warning" className="mb-5">
          {words('plainHttp')}
        </Notice>
      )}
      <SignInForm />
    </FocusPage>
  );
}
