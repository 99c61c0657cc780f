'use client';

import { useTranslations } from 'next-intl';
import type { PhonePage } from '../../../../_live/shapes.ts';
import { Card, CardTitle } from '../../../../_ui/card.tsx';
import { CheckLine } from '../../../_phone-checks/check-line.tsx';

type Check = PhonePage['checks'][number];

/** The way that a phone goes, from its first question to its registration, and where it stopped. */
export function ChecksCard({ phone }: { phone: PhonePage }) {
  const words = useTranslations('phoneCheck');
  const { checks } = phone;
  return (
    <Card>
      <CardTitle>{words(checks.every(({ state }) => state === 'ok') ? 'works' : 'title')}</CardTitle>
      <p className="-mt-3 mb-4 text-muted">
        <Summary checks={checks} />
      </p>
      <ul className="divide-y divide-line">
        {checks.map((check) => (
          <CheckLine key={check.check} check={check} phone={phone} />
        ))}
      </ul>
    </Card>
  );
}

function Summary({ checks }: { checks: readonly Check[] }) {
  const words = useTranslations('phoneCheck');
  const count = checks.filter(({ state }) => state === 'problem' || state === 'warning').length;
  if (count > 0) return words('somethingWrong', { count });
  return words(checks.some(({ state }) => state === 'waiting') ? 'onItsWay' : 'allRight');
}
