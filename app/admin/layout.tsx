import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { isPlainHttp } from '../_live/plain-http.ts';
import { TRPCReactProvider } from '../_trpc/react.tsx';
import { Hydrate, requestQueryClient, serverCaller, trpc } from '../_trpc/server.tsx';
import { ToastProvider } from '../_ui/toast.tsx';
import { DeletionsProvider } from './_shell/deletions.tsx';
import { EmergencyBanner } from './_shell/emergency-banner.tsx';
import { LiveUpdates } from './_shell/live-updates.tsx';
import { Navigation } from './_shell/navigation.tsx';
import { PlainHttpBanner } from './_shell/plain-http-banner.tsx';

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const account = await (await serverCaller()).account.me();
  if (account === null) redirect('/sign-in');
  const words = await getTranslations('common');
  await requestQueryClient().prefetchQuery(trpc.emergency.banner.queryOptions());
  return (
    <TRPCReactProvider>
      <ToastProvider label={words('notifications')}>
        <LiveUpdates>
          <DeletionsProvider>
            <a
              href="#content"
              className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-lg focus:bg-surface focus:px-4 focus:py-2"
            >
              {words('skip')}
            </a>
            <Hydrate>
              <EmergencyBanner />
            </Hydrate>
            {(await isPlainHttp()) && <PlainHttpBanner />}
            <div className="lg:grid lg:grid-cols-[16rem_1fr]">
              <Navigation name={account.name} organisation={account.organisation} />
              <main
                id="content"
                className="mx-auto w-full max-w-7xl min-w-0 px-4 pt-6 pb-40 sm:px-8 sm:pt-9 lg:pb-24"
              >
                {children}
              </main>
            </div>
          </DeletionsProvider>
        </LiveUpdates>
      </ToastProvider>
    </TRPCReactProvider>
  );
}
