'use client';

import { Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';

/** Beside the name of what will be deleted in a few seconds. */
export function GoingSign() {
  const words = useTranslations('deletion');
  return (
    <span className="flex items-center gap-1.5 text-sm font-medium max-md:justify-end">
      <Hourglass className="size-4" aria-hidden="true" />
      {words('isGoing')}
    </span>
  );
}
