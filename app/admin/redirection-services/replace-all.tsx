'use client';

import { Replace } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../_ui/button.tsx';
import { Confirm } from '../../_ui/dialog.tsx';
import { useRepair } from './use-reconcile.ts';

type Props = {
  /** Those that the reader has seen. */
  macs: string[];
  /** Whether more differ than those. */
  hasMore: boolean;
};

export function ReplaceAll({ macs, hasMore }: Props) {
  const words = useTranslations('rpsCompare');
  const common = useTranslations('common');
  const repair = useRepair();
  const texts = [words('replaceAllText'), ...(hasMore ? [words('onlyShown')] : [])];
  return (
    <Confirm
      trigger={
        <Button isBusy={repair.isPending}>
          <Replace aria-hidden="true" />
          {words('replaceAll')}
        </Button>
      }
      title={words('replaceAllTitle', { count: macs.length })}
      text={texts.join(' ')}
      confirmWords={words('replaceAll')}
      cancelWords={common('cancel')}
      onConfirm={() => repair.mutate({ macs })}
    />
  );
}
