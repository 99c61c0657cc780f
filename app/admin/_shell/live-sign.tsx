'use client';

import { Radio, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useIsLive } from './live-updates.tsx';

export function LiveSign() {
  const words = useTranslations('nav');
  const isLive = useIsLive();
  const Icon = isLive ? Radio : RefreshCw;
  return (
    <p role="status" className="mb-2 flex items-center gap-2 px-3 text-sm text-muted">
      <Icon
        className={isLive ? 'size-4 text-free' : 'size-4 animate-turn text-updating'}
        aria-hidden="true"
      />
      {words(isLive ? 'live' : 'reconnecting')}
    </p>
  );
}
