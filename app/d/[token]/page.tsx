import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { isPlainHttp } from '../../_live/plain-http.ts';
import { TRPCReactProvider } from '../../_trpc/react.tsx';
import { serverCaller } from '../../_trpc/server.tsx';
import { type DeskPageView, EXTENSION_COOKIE } from './desk-page-view.ts';
import { DeskScreen } from './desk-screen.tsx';
import { readNotice } from './notices.ts';

type Props = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await readDesk((await params).token);
  return { title: view?.deskName ?? (await getTranslations('deskPage'))('unknownTitle') };
}

/** What the code on a desk opens. It is whole without any script. */
export default async function DeskPage({ params, searchParams }: Props) {
  const { token } = await params;
  const view = await readDesk(token);
  if (view === undefined) notFound();
  return (
    <TRPCReactProvider>
      <DeskScreen
        token={token}
        initialView={view}
        initialNotice={readNotice(await searchParams)}
        extension={(await cookies()).get(EXTENSION_COOKIE)?.value ?? ''}
        isPlainHttp={await isPlainHttp()}
      />
    </TRPCReactProvider>
  );
}

async function readDesk(token: string): Promise<DeskPageView | undefined> {
  try {
    return await (await serverCaller()).deskPage.get({ token });
  } catch (error) {
    if (isUnknown(error)) return undefined;
    throw error;
  }
}

/** What can be no token at all is unknown like one that nothing has. */
const isUnknown = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST');
