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
      {phone.limitations.length > 0 && <Limitations of={phone} />}
    </Card>
  );
}

function Limitations({ of: { limitations, vendor } }: { of: PhonePage }) {
  const words = useTranslations('phone');
  return (
    <section aria-label={words('cannot')} className="mt-4 border-line border-t pt-4">
      <h3 className="mb-2 font-semibold">{words('cannotOf', { maker: makerName(vendor) })}</h3>
      <ul className="grid list-disc gap-1.5 pl-5 text-[0.95rem] text-muted">
        {limitations.filter(isKnownLimitation).map((limitation) => (
          <li key={limitation}>{words(`cannot_${limitation}`)}</li>
        ))}
      </ul>
    </section>
  );
}

const knownLimitations = ['only-at-start', 'restarts-to-change', 'no-keys', 'no-pnp', 'slow-poll'] as const;

const isKnownLimitation = (text: string): text is (typeof knownLimitations)[number] =>
  knownLimitations.some((known) => known === text);

const DeskLink = ({ desk }: { desk: Desk }) => (
  <Link
    href={`/admin/advanced-services/hot-desking/${desk.id}`}
    className="inline-flex pointer-coarse:min-h-11 items-center text-primary underline underline-offset-4"
  >
    {desk.displayName}
  </Link>
);
