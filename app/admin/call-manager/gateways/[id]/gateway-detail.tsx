'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Gateway } from '../../../../_live/shapes.ts';
import { When } from '../../../../_live/time.tsx';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { StateBadge } from '../../../../_ui/state-badge.tsx';
import { useToast } from '../../../../_ui/toast.tsx';
import { DeleteButton } from '../../../_shell/delete-button.tsx';
import { GatewayForm } from '../gateway-form.tsx';
import { toGatewayInput, toGatewayValues } from '../gateway-values.ts';
import { useGatewayState } from '../use-gateway-state.ts';
import { UsedBy, useUses } from './used-by.tsx';

const LIST = '/admin/call-manager/gateways';

export function GatewayDetail({ initial }: { initial: Gateway }) {
  const words = useTranslations('gatewayForm');
  const area = useTranslations('gateways')('title');
  const query = useTRPC().gateways.get.queryOptions({ id: initial.id });
  const { data: gateway } = useQuery({ ...query, initialData: initial });
  const uses = useUses(gateway.id);
  const { id, name } = gateway;
  return (
    <>
      <PageHeader area={area} title={name} text={<StateLine gateway={gateway} />}>
        {uses.length === 0 && (
          <DeleteButton
            deletion={{ name, procedure: 'gateways.remove', input: { id } }}
            text={words('deleteText')}
            list={LIST}
          />
        )}
      </PageHeader>
      {uses.length > 0 && <UsedBy uses={uses} />}
      <EditGateway gateway={initial} />
    </>
  );
}

function StateLine({ gateway }: { gateway: Gateway }) {
  const { look, words, why, since } = useGatewayState()(gateway);
  const unknown = useTranslations('gatewayState')('unknownText');
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StateBadge state={look} words={words} />
      {since !== null && <When at={since} />}
      {why !== null && <span>{why}</span>}
      {look === 'unknown' && <span>{unknown}</span>}
    </span>
  );
}

function EditGateway({ gateway }: { gateway: Gateway }) {
  const common = useTranslations('common');
  const router = useRouter();
  const queryClient = useQueryClient();
  const say = useToast();
  const update = useMutation(useTRPC().gateways.update.mutationOptions());
  return (
    <GatewayForm
      values={toGatewayValues(gateway)}
      hasSecret={gateway.hasSecret}
      onCancel={() => router.push(LIST)}
      onSave={async (typed) => {
        await update.mutateAsync({ id: gateway.id, patch: toGatewayInput(typed) });
        await queryClient.invalidateQueries();
        say({ kind: 'good', text: common('saved') });
        router.push(LIST);
        router.refresh();
      }}
    />
  );
}
