'use client';

import { Check, DoorOpen, Minus, Signpost } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { NumberExplanation } from '../../../_live/shapes.ts';
import { useExplanationWords } from './use-explanation-words.ts';

/** Where a number goes, in sentences, and every rule that was asked. */
export function Explanation({ of }: { of: NumberExplanation }) {
  const words = useTranslations('explain');
  const { verdict, from } = useExplanationWords()(of);
  const free = words(of.mayCallLoggedOut ? 'freeMay' : 'freeMayNot');
  return (
    <div className="mt-5 grid gap-5 border-t border-line pt-5 lg:grid-cols-2">
      <div className="grid content-start gap-3">
        <p className="flex gap-3 text-lg font-semibold wrap-anywhere">
          <Signpost className="mt-1 size-5 shrink-0 text-primary" aria-hidden="true" />
          {verdict}
        </p>
        {from !== undefined && <p className="pl-8 wrap-anywhere">{from}</p>}
        <p className="flex gap-3">
          <DoorOpen className="mt-0.5 size-5 shrink-0 text-muted" aria-hidden="true" />
          {free}
        </p>
      </div>
      <div>
        <h3 className="mb-2 font-semibold">{words('rules')}</h3>
        <ol className="grid gap-1.5 text-[0.95rem]">
          {of.rules.map(({ rule, fits }) => {
            const Icon = fits ? Check : Minus;
            return (
              <li key={rule} className={fits ? 'flex gap-2.5 font-semibold' : 'flex gap-2.5 text-muted'}>
                <Icon className="mt-1 size-4 shrink-0" strokeWidth={2.6} aria-hidden="true" />
                <span>
                  {words(`rule_${rule}`)} {words(fits ? 'yes' : 'no')}
                </span>
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}
