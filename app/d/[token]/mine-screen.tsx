'use client';

import { LogOut } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { useReasonWords } from '../../_live/use-reason-words.ts';
import { Button } from '../../_ui/button.tsx';
import { Notice } from '../../_ui/notice.tsx';
import type { DeskPageView } from './desk-page-view.ts';
import { Steps } from './steps.tsx';
import type { Desk } from './use-desk.ts';

type Props = { token: string; view: DeskPageView; mine: NonNullable<DeskPageView['mine']>; desk: Desk };

/** The desk is yours: what is happening, and the way out. */
export function MineScreen({ token, view, mine, desk: { logOut } }: Props) {
  const words = useTranslations('deskPage');
  const reasonWords = useReasonWords();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    logOut.mutate({ token });
  };
  return (
    <>
      <div className="rounded-2xl bg-hero px-5 py-6 text-on-hero">
        <h2 className="text-2xl font-bold tracking-tight text-balance">
          {words('mineTitle', { extension: mine.extension })}
        </h2>
        <p className="mt-1 text-pretty opacity-90">{words('mineText', { name: mine.name })}</p>
      </div>
      <Steps state={view.state} />
      {view.state === 'switched' && (
        <noscript>
          <a href={`/d/${token}`} className="flex min-h-11 items-center font-semibold text-primary underline">
            {words('lookAgain')}
          </a>
        </noscript>
      )}
      {view.state === 'attention' && (
        <Notice kind="warning" title={words('attentionTitle')}>
          {words('attentionText', { reason: reasonWords(view.reason) })}
        </Notice>
      )}
      <form method="post" action={`/d/${token}`} onSubmit={submit}>
        <input type="hidden" name="action" value="logOut" />
        <Button type="submit" size="large" className="min-h-16 w-full" isBusy={logOut.isPending}>
          <LogOut aria-hidden="true" />
          {words('logOut')}
        </Button>
      </form>
    </>
  );
}
