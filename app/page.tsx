import { Hash, ScanQrCode } from 'lucide-react';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import { serverCaller } from './_trpc/server.tsx';
import { Button } from './_ui/button.tsx';
import { Card } from './_ui/card.tsx';
import { FocusPage } from './_ui/focus-page.tsx';

export default async function HomePage() {
  const caller = await serverCaller();
  if ((await caller.account.me()) !== null) redirect('/admin');
  const words = await getTranslations('home');
  const codes = await caller.installation.dialCodes();
  return (
    <FocusPage>
      <ScanQrCode className="mb-5 size-20 text-primary" strokeWidth={1.4} aria-hidden="true" />
      <h1 className="text-4xl font-bold tracking-tight text-balance">{words('title')}</h1>
      <p className="mt-3 text-lg text-muted">{words('text')}</p>
      <Card className="mt-7 flex gap-4">
        <Hash className="mt-0.5 size-6 shrink-0 text-accent" aria-hidden="true" />
        <div>
          <h2 className="font-bold">{words('dialTitle')}</h2>
          <p className="text-muted">{codes === null ? words('dialTextPlain') : words('dialText', codes)}</p>
        </div>
      </Card>
      <Button asChild size="large" className="mt-6">
        <Link href="/sign-in">{words('signIn')}</Link>
      </Button>
    </FocusPage>
  );
}
