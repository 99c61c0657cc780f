'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Mac } from '../../../../_live/mac.tsx';
import { makerName } from '../../../../_live/makers.ts';
import type { Desk, PhonePage } from '../../../../_live/shapes.ts';
import { When } from '../../../../_live/time.tsx';
import { Card, CardTitle, Facts } from '../../../../_ui/card.tsx';

type Props = { phone: PhonePage; desk: Desk | undefined };

export function IdentityCard({ phone, desk }: Props) {
  const words = useTranslations('phone');
  const model = phone.model ?? '–';
  const when = (at: string | null) => (at === null ? words('never') : <When at={at} />);
  return (
    <Card>
      <CardTitle>{words('identity')}</CardTitle>
      <Facts
        items={[
          { name: words('mac'), value: <Mac mac={phone.mac} /> },
          { name: words('maker'), value: makerName(phone.vendor) || '–' },
          {
            name: words('model'),
            value: phone.modelKnown === false ? `${model} (${words('safeSubset')})` : model,
          },
          { name: words('firmware'), value: phone.firmware ?? '–' },
          { name: words('address'), value: phone.ip ?? '–' },
          { name: words('desk'), value: desk === undefined ? words('noDesk') : <DeskLink desk={desk} /> },
          { name: words('firstSeen'), value: when(phone.firstSeen) },
          { name: words('lastSeen'), value: when(phone.lastSeen) },
        ]}
      />
    </Card>
  );
}

const DeskLink = ({ desk }: { desk: Desk }) => (
  <Link
    href={`/admin/advanced-services/hot-desking/${desk.id}`}
    className="inline-flex pointer-coarse:min-h-11 items-center text-primary underline underline-offset-4"
  >
    {desk.displayName}
  </Link>
);
