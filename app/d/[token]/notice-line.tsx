'use client';

import { useTranslations } from 'next-intl';
import { Notice } from '../../_ui/notice.tsx';
import type { DeskNotice } from './notices.ts';

export function NoticeLine({ notice }: { notice: DeskNotice }) {
  const words = useTranslations('deskPage');
  switch (notice.code) {
    case 'logged_out':
      return <Notice kind="good">{words('loggedOut')}</Notice>;
    case 'not_logged_in':
      return <Notice kind="info">{words('notLoggedIn')}</Notice>;
    case 'desk_occupied':
      return <Notice kind="warning">{words('deskOccupied')}</Notice>;
    case 'busy':
      return <Notice kind="warning">{words('busy')}</Notice>;
    case 'wrong_pin':
      return <Notice kind="problem">{words('wrongPin')}</Notice>;
    case 'locked':
      return <Notice kind="problem">{words('lockedNow', { minutes: notice.minutes })}</Notice>;
    case 'failed':
      return <Notice kind="problem">{words('failed')}</Notice>;
  }
}
