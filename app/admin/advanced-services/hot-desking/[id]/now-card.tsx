'use client';

import { LogOut, Phone, RefreshCw } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { doorWords } from '../../../../_live/doors.ts';
import type { Desk } from '../../../../_live/shapes.ts';
import { When } from '../../../../_live/time.tsx';
import { useDeskState } from '../../../../_live/use-desk-state.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Card, CardTitle, Facts } from '../../../../_ui/card.tsx';
import { Confirm } from '../../../../_ui/dialog.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { StateBadge } from '../../../../_ui/state-badge.tsx';
import { useDeskAction } from '../../../_shell/use-desk-action.ts';

/** What the desk is right now. */
export function NowCard({ desk }: { desk: Desk }) {
  const words = useTranslations('desk');
  const desks = useTranslations('desks');
  const phoneWords = useTranslations('phone');
  const via = useTranslations('via');
  const { look, words: stateWords, reason } = useDeskState()(desk);
  const resync = useDeskAction('resync', words('resyncDone'));
  const { session } = desk;
  const facts = [
    {
      name: words('loggedIn'),
      value: session === null ? desks('nobody') : `${session.name} (${session.extension})`,
    },
    ...(session === null
      ? []
      : [
          { name: words('since'), value: <When at={session.startedAt} /> },
          { name: words('via'), value: via(doorWords(session.via)) },
        ]),
    { name: words('registeredAs'), value: desk.registeredAs ?? desks('notRegistered') },
  ];
  return (
    <Card>
      <CardTitle aside={<StateBadge state={look} words={stateWords} />}>{words('now')}</CardTitle>
      {reason !== undefined && (
        <Notice kind="warning" className="mb-4">
          {reason}
        </Notice>
      )}
      <Facts items={facts} />
      <div className="mt-5 flex flex-wrap gap-2">
        {session !== null && <LogOutButton desk={desk} session={session} />}
        <Button isBusy={resync.isPending} onClick={() => resync.mutate({ id: desk.id })}>
          <RefreshCw aria-hidden="true" />
          {words('resync')}
        </Button>
        <Button asChild>
          <Link href={`/admin/call-manager/phones/${desk.mac}`}>
            <Phone aria-hidden="true" />
            {phoneWords('show')}
          </Link>
        </Button>
      </div>
    </Card>
  );
}

function LogOutButton({ desk, session }: { desk: Desk; session: NonNullable<Desk['session']> }) {
  const words = useTranslations('desk');
  const common = useTranslations('common');
  const logOut = useDeskAction('logOut', words('loggedOut', { name: session.name }));
  return (
    <Confirm
      trigger={
        <Button kind="primary" isBusy={logOut.isPending}>
          <LogOut aria-hidden="true" />
          {words('logOut')}
        </Button>
      }
      title={words('logOutTitle', { name: session.name })}
      text={words('logOutText', { extension: session.extension })}
      confirmWords={words('logOut')}
      cancelWords={common('cancel')}
      onConfirm={() => logOut.mutate({ id: desk.id })}
    />
  );
}
