'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Overview } from '../../_live/shapes.ts';
import { Card, CardTitle } from '../../_ui/card.tsx';

/** The way from an empty house to the first log-in. */
export function FirstSteps({ counts }: { counts: Overview['counts'] }) {
  const words = useTranslations('overview');
  const steps = [
    { word: 'stepPhone', href: '/admin/call-manager/phones', isDone: counts.phones > 0 },
    { word: 'stepDesk', href: '/admin/advanced-services/hot-desking/add', isDone: counts.desks > 0 },
    { word: 'stepUser', href: '/admin/call-manager/users', isDone: counts.users > 0 },
    { word: 'stepLabel', href: '/admin/advanced-services/hot-desking/labels', isDone: false },
  ] as const;
  return (
    <Card>
      <CardTitle>{words('firstSteps')}</CardTitle>
      <ol className="grid gap-1">
        {steps.map(({ word, href, isDone }, index) => (
          <li key={word}>
            <Link
              href={href}
              className="-mx-2 flex items-center gap-4 rounded-xl px-2 py-2.5 hover:bg-sunken"
            >
              <span
                className={`grid size-9 shrink-0 place-items-center rounded-full font-bold ${isDone ? 'bg-free text-surface' : 'bg-primary-soft text-primary'}`}
              >
                {isDone ? <Check className="size-5" aria-label={words('done')} /> : index + 1}
              </span>
              <span>
                <span className="block font-semibold">{words(word)}</span>
                <span className="block text-sm text-muted">{words(`${word}Text`)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </Card>
  );
}
