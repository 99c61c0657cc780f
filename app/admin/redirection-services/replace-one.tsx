'use client';

import { CloudUpload, Replace } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { RpsDifference } from '../../_live/shapes.ts';
import { Button } from '../../_ui/button.tsx';
import { Confirm } from '../../_ui/dialog.tsx';
import { useRepair } from './use-reconcile.ts';

/** Asks where somebody's link would be lost; what is not there is simply saved again. */
export function ReplaceOne({ difference: { mac, found } }: { difference: RpsDifference }) {
  const words = useTranslations('rpsCompare');
  const ofDesk = useTranslations('deskRps');
  const common = useTranslations('common');
  const repair = useRepair();
  const save = () => repair.mutate({ macs: [mac] });
  if (found.kind !== 'ours')
    return (
      <Button size="small" isBusy={repair.isPending} onClick={save}>
        <CloudUpload aria-hidden="true" />
        {ofDesk('saveAgain')}
      </Button>
    );
  return (
    <Confirm
      trigger={
        <Button size="small" isBusy={repair.isPending}>
          <Replace aria-hidden="true" />
          {words('replace')}
        </Button>
      }
      title={ofDesk('replaceTitle')}
      text={found.url === null ? ofDesk('replaceText') : ofDesk('replaceFoundText', { found: found.url })}
      confirmWords={words('replace')}
      cancelWords={common('cancel')}
      onConfirm={save}
    />
  );
}
