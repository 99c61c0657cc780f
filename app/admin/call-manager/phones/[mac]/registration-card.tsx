'use client';

import { useTranslations } from 'next-intl';
import type { PhonePage } from '../../../../_live/shapes.ts';
import { When } from '../../../../_live/time.tsx';
import { Card, CardTitle, Facts } from '../../../../_ui/card.tsx';

type Registration = PhonePage['registrations'][number];

/** As whom the phone is registered, where, and until when. */
export function RegistrationCard({ registrations }: { registrations: readonly Registration[] }) {
  const words = useTranslations('phone');
  return (
    <Card>
      <CardTitle>{words('registration')}</CardTitle>
      {registrations.length === 0 && <p className="text-muted">{words('notRegistered')}</p>}
      <div className="grid gap-5">
        {registrations.map((one) => (
          <RegistrationFacts key={`${one.extension} ${one.contact}`} {...one} />
        ))}
      </div>
    </Card>
  );
}

function RegistrationFacts(one: Registration) {
  const words = useTranslations('phone');
  const { extension, contact, transport, address, userAgent, since, refreshedAt, expiresAt } = one;
  return (
    <Facts
      items={[
        { name: words('account'), value: one.expected ? extension : `${extension} (${words('former')})` },
        { name: words('from'), value: `${address}, ${transport.toUpperCase()}` },
        { name: words('contact'), value: <code className="font-mono text-sm">{contact}</code> },
        ...(userAgent === null ? [] : [{ name: words('software'), value: userAgent }]),
        ...(since === null ? [] : [{ name: words('since'), value: <When at={since} /> }]),
        { name: words('refreshed'), value: <When at={refreshedAt} /> },
        { name: words('expires'), value: <When at={expiresAt} /> },
      ]}
    />
  );
}
