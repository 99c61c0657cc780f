'use client';

import { DoorOpen, Power, RefreshCw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Desk, PhonePage } from '../../../../_live/shapes.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Confirm } from '../../../../_ui/dialog.tsx';
import { useDeskAction } from '../../../_shell/use-desk-action.ts';
import { FactoryPageButton } from './factory-page.tsx';

type Props = { phone: PhonePage; desk: Desk };

export function PhoneActions({ phone, desk }: Props) {
  const words = useTranslations('desk');
  const { id } = desk;
  const resync = useDeskAction('resync', words('resyncDone'));
  const rearm = useDeskAction('rearm', words('rearmDone'));
  return (
    <>
      <Button isBusy={resync.isPending} onClick={() => resync.mutate({ id })}>
        <RefreshCw aria-hidden="true" />
        {words('resync')}
      </Button>
      {phone.canReboot && <RebootButton id={id} />}
      <Button isBusy={rearm.isPending} onClick={() => rearm.mutate({ id })}>
        <DoorOpen aria-hidden="true" />
        {words('rearm')}
      </Button>
      <FactoryPageButton id={id} />
    </>
  );
}

function RebootButton({ id }: { id: string }) {
  const words = useTranslations('phone');
  const common = useTranslations('common');
  const reboot = useDeskAction('reboot', words('rebootDone'));
  return (
    <Confirm
      trigger={
        <Button isBusy={reboot.isPending}>
          <Power aria-hidden="true" />
          {words('reboot')}
        </Button>
      }
      title={words('rebootTitle')}
      text={words('rebootText')}
      confirmWords={words('reboot')}
      cancelWords={common('cancel')}
      onConfirm={() => reboot.mutate({ id })}
    />
  );
}
