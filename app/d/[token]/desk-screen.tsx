'use client';

import { MapPin } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { FocusPage } from '../../_ui/focus-page.tsx';
import { Notice } from '../../_ui/notice.tsx';
import type { DeskPageView } from './desk-page-view.ts';
import { LogInForm } from './log-in-form.tsx';
import { MineScreen } from './mine-screen.tsx';
import { NoticeLine } from './notice-line.tsx';
import type { DeskNotice } from './notices.ts';
import { StateSign } from './state-sign.tsx';
import { useDesk } from './use-desk.ts';

type Props = {
  token: string;
  initialView: DeskPageView;
  initialNotice: DeskNotice | undefined;
  extension: string;
  isPlainHttp: boolean;
};

/** A desk as whoever stands before it sees it. */
export function DeskScreen({ token, initialView, initialNotice, extension, isPlainHttp }: Props) {
  const words = useTranslations('deskPage');
  const desk = useDesk({ token, initialView, initialNotice });
  const { view, notice } = desk;
  const place = [view.site, view.floor].filter(Boolean).join(' · ');
  return (
    <FocusPage isTop>
      <div data-desk-state={view.state} className="grid gap-6">
        <div>
          <h1 className="text-4xl font-bold tracking-tight text-balance wrap-anywhere">{view.deskName}</h1>
          {place !== '' && (
            <p className="mt-1 flex items-center gap-1.5 text-muted">
              <MapPin className="size-4" aria-hidden="true" />
              {place}
            </p>
          )}
        </div>
        {notice !== undefined && <NoticeLine notice={notice} />}
        {view.mine === null ? (
          <>
            <StateSign view={view} />
            <LogInForm token={token} view={view} extension={extension} desk={desk} />
            {isPlainHttp && <Notice kind="warning">{words('plainHttp')}</Notice>}
          </>
        ) : (
          <MineScreen token={token} view={view} mine={view.mine} desk={desk} />
        )}
        <p className="text-center text-sm text-balance text-muted">{words('notAtDesk')}</p>
      </div>
    </FocusPage>
  );
}
