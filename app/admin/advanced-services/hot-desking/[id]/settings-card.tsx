'use client';

import { useTranslations } from 'next-intl';
import { Mac } from '../../../../_live/mac.tsx';
import { makerName } from '../../../../_live/makers.ts';
import type { Desk } from '../../../../_live/shapes.ts';
import { Card, CardTitle, Facts } from '../../../../_ui/card.tsx';

export function SettingsCard({ desk }: { desk: Desk }) {
  const words = useTranslations('desk');
  const form = useTranslations('deskForm');
  const provisioning = desk.provisioning === 'rps' ? 'RPS' : form(desk.provisioning);
  return (
    <Card>
      <CardTitle>{words('settings')}</CardTitle>
      <Facts
        items={[
          { name: form('extension'), value: desk.extension },
          { name: form('mac'), value: <Mac mac={desk.mac} /> },
          { name: form('vendor'), value: [makerName(desk.vendor), desk.model].filter(Boolean).join(' ') },
          { name: form('serial'), value: desk.serial ?? '–' },
          { name: form('provisioning'), value: provisioning },
          { name: form('network'), value: form(desk.network) },
          { name: form('site'), value: desk.site ?? '–' },
          { name: form('floor'), value: desk.floor ?? '–' },
          { name: form('callerNumber'), value: desk.callerNumber ?? '–' },
        ]}
      />
    </Card>
  );
}
