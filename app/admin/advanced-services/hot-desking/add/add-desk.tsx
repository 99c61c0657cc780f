'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { macText } from '../../../../_live/mac.tsx';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { useToast } from '../../../../_ui/toast.tsx';
import { DeskForm } from '../desk-form.tsx';
import { emptyDesk, toDeskInput } from '../desk-values.ts';

type Props = { phone: { mac: string; vendor: string; model: string } };

export function AddDesk({ phone }: Props) {
  const words = useTranslations('deskForm');
  const area = useTranslations('nav')('hotDesking');
  const router = useRouter();
  const say = useToast();
  const create = useMutation(useTRPC().desks.create.mutationOptions());
  const values = {
    ...emptyDesk,
    ...(phone.mac === '' ? {} : { mac: macText(phone.mac) }),
    ...(phone.vendor === '' ? {} : { vendor: phone.vendor }),
    model: phone.model,
    provisioning: phone.mac === '' ? ('link' as const) : ('pnp' as const),
  };
  return (
    <>
      <PageHeader area={area} title={words('addTitle')} text={words('addText')} />
      <DeskForm
        values={values}
        onCancel={() => router.back()}
        onSave={async (typed) => {
          const desk = await create.mutateAsync(toDeskInput(typed));
          say({ kind: 'good', text: words('created', { name: desk.displayName }) });
          router.push(`/admin/advanced-services/hot-desking/${desk.id}`);
        }}
      />
    </>
  );
}
