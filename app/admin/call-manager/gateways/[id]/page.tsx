import type { Metadata } from 'next';
import { orNotFound } from '../../../../_live/or-not-found.ts';
import { Hydrate, readGateway, requestQueryClient, trpc } from '../../../../_trpc/server.tsx';
import { GatewayDetail } from './gateway-detail.tsx';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name } = await orNotFound(readGateway((await params).id));
  return { title: name };
}

export default async function GatewayPage({ params }: Props) {
  const gateway = await orNotFound(readGateway((await params).id));
  await Promise.all([
    requestQueryClient().prefetchQuery(trpc.dialPlan.get.queryOptions()),
    requestQueryClient().prefetchQuery(trpc.emergency.get.queryOptions()),
  ]);
  return (
    <Hydrate>
      <GatewayDetail initial={gateway} />
    </Hydrate>
  );
}
