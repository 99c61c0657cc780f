import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { serverCaller } from '../../../_trpc/server.tsx';
import { DialPlanScreen } from './dial-plan-screen.tsx';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dialPlan'))('title') };
}

export default async function DialPlanPage() {
  const api = await serverCaller();
  const [plan, gateways, desks] = await Promise.all([
    api.dialPlan.get(),
    api.gateways.list({ limit: 200 }),
    api.desks.list({ limit: 200 }),
  ]);
  return (
    <DialPlanScreen
      plan={plan}
      gateways={gateways.items.map(({ id, name }) => ({ value: id, label: name }))}
      desks={desks.items.map(({ id, displayName }) => ({ id, name: displayName }))}
    />
  );
}
