import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { Button } from './_ui/button.tsx';
import { FocusPage } from './_ui/focus-page.tsx';

export default async function NotFound() {
  const words = await getTranslations('notFound');
  return (
    <FocusPage>
      <h1 className="text-4xl font-bold tracking-tight text-balance">{words('title')}</h1>
      <p className="mt-3 text-lg text-muted">{words('text')}</p>
      <Button asChild kind="primary" size="large" className="mt-7">
        <Link href="/">{words('home')}</Link>
      </Button>
    </FocusPage>
  );
}
