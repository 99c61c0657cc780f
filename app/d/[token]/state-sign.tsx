'use client';

import { CircleDashed, UserRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classNames } from '../../_ui/class-names.ts';
import type { DeskPageView } from './desk-page-view.ts';

/** Free or not, to be seen from an arm's length. */
export function StateSign({ view }: { view: DeskPageView }) {
  const words = useTranslations('deskPage');
  const isFree = view.state === 'free';
  const Icon = isFree ? CircleDashed : UserRound;
  return (
    <div
      className={classNames(
        'flex items-center gap-4 rounded-2xl px-5 py-4',
        isFree ? 'bg-free-soft' : 'bg-busy-soft',
      )}
    >
      <Icon
        className={classNames('size-11 shrink-0', isFree ? 'text-free' : 'text-busy')}
        strokeWidth={1.8}
        aria-hidden="true"
      />
      <div>
        <h2 className="text-xl font-bold tracking-tight">{words(isFree ? 'free' : 'occupied')}</h2>
        <p className="text-[0.95rem]">{words(isFree ? 'freeText' : 'occupiedText')}</p>
      </div>
    </div>
  );
}
