'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Desk } from '../../../../../_live/shapes.ts';
import { useTRPC } from '../../../../../_trpc/react.tsx';
import { PageHeader } from '../../../../../_ui/page-header.tsx';
import { useToast } from '../../../../../_ui/toast.tsx';
import { DeskForm } from '../../desk-form.tsx';
import { changedOnly, toDeskValues } from '../../desk-values.ts';

export function EditDesk({ desk }: { desk: Desk }) {
  const words = useTranslations('deskForm');
  const common = useTranslations('common');
  const nav = useTranslations('nav');
  const router = useRouter();
  const queryClient = useQueryClient();
  const say = useToast();
  const update = useMutation(useTRPC().desks.update.mutationOptions());
  const before = toDeskValues(desk);
  const leave = () => router.push(`/admin/advanced-services/hot-desking/${desk.id}`);
  return (
    <>
      <PageHeader
        area={nav('hotDesking')}
        title={words('editTitle', { name: desk.displayName })}
        text={words('macChange')}
      />
      <DeskForm
        values={before}
        onCancel={leave}
        onSave={async (after) => {
          const patch = changedOnly(before, after);
          if (Object.keys(patch).length > 0) {
            await update.mutateAsync({ id: desk.id, patch });
            await queryClient.invalidateQueries();
            say({ kind: 'good', text: common('saved') });
          }
          leave();
        }}
      />
    </>
  );
}
