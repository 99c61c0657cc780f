'use client';

import { useTranslations } from 'next-intl';
import type { EmergencySettings } from '../../../_live/shapes.ts';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { Tabs } from '../../../_ui/tabs.tsx';
import { CallsTab } from './calls-tab.tsx';
import { EmergencyForm } from './emergency-form.tsx';
import type { SiteName } from './emergency-values.ts';

type Props = {
  settings: EmergencySettings;
  sites: readonly SiteName[];
  gateways: readonly { value: string; label: string }[];
  initial: 'settings' | 'calls';
};

export function EmergencyScreen({ settings, sites, gateways, initial }: Props) {
  const words = useTranslations('emergency');
  const area = useTranslations('nav')('callManager');
  const form = <EmergencyForm settings={settings} sites={sites} gateways={gateways} />;
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')} />
      <Tabs
        key={initial}
        label={words('title')}
        initial={initial}
        tabs={[
          { id: 'settings', title: words('tabSettings'), content: form },
          { id: 'calls', title: words('tabCalls'), content: <CallsTab /> },
        ]}
      />
    </>
  );
}
