'use client';

import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

type List = { isPending: boolean; isLoadingError: boolean; refetch: () => unknown };

/** What stands in the place of a list that is not there yet, or could not be fetched. */
export function ListState({ list }: { list: List }) {
  const words = useTranslations('list');
  const common = useTranslations('common');
  if (list.isPending)
    return (
      <div role="status" className="grid gap-3">
        <span className="sr-only">{words('fetching')}</span>
        {[1, 2, 3].map((row) => (
          <div key={row} aria-hidden="true" className="h-16 animate-pulse rounded-2xl bg-sunken" />
        ))}
      </div>
    );
  if (!list.isLoadingError) return null;
  return (
    <Notice kind="problem" title={words('failed')}>
      <Button className="mt-3" onClick={() => void list.refetch()}>
        {common('tryAgain')}
      </Button>
    </Notice>
  );
}
