'use client';

import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';

type List = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };

export function MoreButton({ list }: { list: List }) {
  const words = useTranslations('common');
  if (!list.hasNextPage) return null;
  return (
    <div className="mt-4 flex justify-center">
      <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {words('more')}
      </Button>
    </div>
  );
}
