'use client';

import { useTranslations } from 'next-intl';
import type { DialPlan } from '../../../_live/shapes.ts';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { DialPlanForm } from './dial-plan-form.tsx';
import { ExplainCard } from './explain-card.tsx';
import type { GatewayOption } from './routes-card.tsx';

type Props = {
  plan: DialPlan;
  gateways: readonly GatewayOption[];
  desks: readonly { id: string; name: string }[];
};

export function DialPlanScreen({ plan, gateways, desks }: Props) {
  const words = useTranslations('dialPlan');
  const area = useTranslations('nav')('callManager');
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')} />
      <div className="grid grid-cols-1 gap-6">
        <ExplainCard desks={desks} />
        <DialPlanForm plan={plan} gateways={gateways} />
      </div>
    </>
  );
}
