'use client';

import { Armchair, CircleDashed, RefreshCw, TriangleAlert, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Overview } from '../../_live/shapes.ts';
import { classNames } from '../../_ui/class-names.ts';

const tiles = [
  { key: 'desks', word: 'desks', Icon: Armchair, classes: 'text-ink bg-sunken' },
  { key: 'free', word: 'free', Icon: CircleDashed, classes: 'text-free bg-free-soft' },
  { key: 'inUse', word: 'inUse', Icon: UserRound, classes: 'text-busy bg-busy-soft' },
  { key: 'updating', word: 'updating', Icon: RefreshCw, classes: 'text-updating bg-updating-soft' },
  { key: 'attention', word: 'attention', Icon: TriangleAlert, classes: 'text-attention bg-attention-soft' },
] as const;

export function DeskCounts({ counts }: { counts: Overview['counts'] }) {
  const words = useTranslations('overview');
  return (
    <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-5">
      {tiles.map(({ key, word, Icon, classes }) => (
        <li key={key} className="first:col-span-2 sm:first:col-span-1">
          <Link
            href="/admin/advanced-services/hot-desking"
            className="block rounded-2xl border border-line bg-surface p-4 shadow-card hover:border-line-strong"
          >
            <span className={classNames('mb-3 grid size-10 place-items-center rounded-xl', classes)}>
              <Icon className="size-5" strokeWidth={2.2} aria-hidden="true" />
            </span>
            <span className="block text-3xl font-bold tracking-tight">{counts[key]}</span>
            <span className="block text-sm font-medium text-muted">{words(word)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
