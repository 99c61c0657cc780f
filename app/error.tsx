'use client';

import { useTranslations } from 'next-intl';
import { Button } from './_ui/button.tsx';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const words = useTranslations('common');
  return (
    <main className="grid min-h-[60dvh] place-items-center px-5 text-center">
      <div>
        <p className="mb-5 text-xl font-semibold text-balance">{words('somethingWrong')}</p>
        <Button kind="primary" onClick={reset}>
          {words('tryAgain')}
        </Button>
      </div>
    </main>
  );
}
