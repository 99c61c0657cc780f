'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { useToast } from '../../../../_ui/toast.tsx';
import { GatewayForm } from '../gateway-form.tsx';
import { emptyGateway, toGatewayInput } from '../gateway-values.ts';

const LIST = '/admin/call-manager/gateways';

export function AddGateway() {
  const words = useTranslations('gatewayForm');
  const area = useTranslations('gateways')('title');
  const router = useRouter();
  const queryClient = useQueryClient();
  const say = useToast();
  const create = useMutation(useTRPC().gateways.create.mutationOptions());
  return (
    <>
      <PageHeader area={area} title={words('addTitle')} text={words('addText')} />
      <GatewayForm
        values={emptyGateway}
        hasSecret={false}
        onCancel={() => router.push(LIST)}
        onSave={async (typed) => {
          const gateway = await create.mutateAsync(toGatewayInput(typed));
          await queryClient.invalidateQueries();
          say({ kind: 'good', text: words('created', { name: gateway.name }) });
          router.push(`${LIST}/${gateway.id}`);
        }}
      />
    </>
  );
}
