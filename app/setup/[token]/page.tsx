import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { isPlainHttp } from '../../_live/plain-http.ts';
import { TRPCReactProvider } from '../../_trpc/react.tsx';
import { Hydrate, serverCaller } from '../../_trpc/server.tsx';
import { Button } from '../../_ui/button.tsx';
import { FocusPage } from '../../_ui/focus-page.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { SetUpForm } from './set-up-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('setup'))('button') };
}

type Props = { params: Promise<{ token: string }> };

export default async function SetUpPage({ params }: Props) {
  const { token } = await params;
  const words = await getTranslations('setup');
  const { valid } = await (await serverCaller()).setup.check({ token });
  if (!valid) return <UsedLink />;
  const warning = (await isPlainHttp()) ? (await getTranslations('signIn'))('plainHttp') : undefined;
  return (
    <FocusPage>
      <h1 className="text-4xl font-bold tracking-tight text-balance">{words('title')}</h1>
      <p className="mt-3 mb-7 text-muted">{words('text')}</p>
      {warning !== undefined && (
        <Notice kind="warning" className="mb-5">
          {warning}
        </Notice>
      )}
      <TRPCReactProvider>
        <Hydrate>
          <SetUpForm token={token} />
        </Hydrate>
      </TRPCReactProvider>
    </FocusPage>
  );
}

async function UsedLink() {
  const words = await getTranslations('setup');
  const signIn = await getTranslations('signIn');
  return (
    <FocusPage>
      <h1 className="text-3xl font-bold tracking-tight text-balance">{words('invalidTitle')}</h1>
      <p className="mt-3 text-muted">{words('invalidText')}</p>
      <Button asChild kind="primary" size="large" className="mt-7">
        <Link href="/sign-in">{signIn('button')}</Link>
      </Button>
    </FocusPage>
  );
}
