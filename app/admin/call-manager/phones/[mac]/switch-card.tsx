'use client';

import { CircleCheck, CircleDashed } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { PhonePage } from '../../../../_live/shapes.ts';
import { Moment, When } from '../../../../_live/time.tsx';
import { Card, CardTitle } from '../../../../_ui/card.tsx';
import { classNames } from '../../../../_ui/class-names.ts';

type LastSwitch = NonNullable<PhonePage['lastSwitch']>;

const steps = [
  ['switched', 'switchedAt'],
  ['told', 'toldAt'],
  ['downloaded', 'downloadedAt'],
  ['registered', 'registeredAt'],
  ['settled', 'settledAt'],
] as const;

/** How fast the phone came after its desk. */
export function SwitchCard({ lastSwitch }: { lastSwitch: LastSwitch }) {
  const words = useTranslations('phone');
  return (
    <Card>
      <CardTitle aside={<When at={lastSwitch.switchedAt} />}>{words('lastSwitch')}</CardTitle>
      <ol className="grid gap-3">
        {steps.map(([word, field]) => {
          const at = lastSwitch[field];
          const isPassed = at !== null || (field === 'toldAt' && lastSwitch.downloadedAt !== null);
          const Icon = isPassed ? CircleCheck : CircleDashed;
          return (
            <li key={field} className="flex items-baseline gap-3">
              <Icon
                className={classNames('size-5 shrink-0 self-center', isPassed ? 'text-free' : 'text-muted')}
                aria-hidden="true"
              />
              <span className="grow">{words(word)}</span>
              <span className={classNames('tabular-nums', isPassed ? 'font-medium' : 'text-muted')}>
                <StepTime field={field} lastSwitch={lastSwitch} />
              </span>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

type StepProps = { field: (typeof steps)[number][1]; lastSwitch: LastSwitch };

function StepTime({ field, lastSwitch }: StepProps) {
  const words = useTranslations('phone');
  const at = lastSwitch[field];
  if (field === 'switchedAt') return <Moment at={lastSwitch.switchedAt} />;
  if (at === null)
    return words(field === 'toldAt' && lastSwitch.downloadedAt !== null ? 'byItself' : 'notYet');
  const seconds = (Date.parse(at) - Date.parse(lastSwitch.switchedAt)) / 1_000;
  return seconds < 0 ? words('already') : words('after', { seconds: Math.round(seconds * 10) / 10 });
}
