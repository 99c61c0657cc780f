'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Desk } from '../../../../_live/shapes.ts';
import { readFailure } from '../../../../_trpc/failure.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Confirm } from '../../../../_ui/dialog.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

export function DeleteDesk({ desk }: { desk: Desk }) {
  const words = useTranslations('desk');
  const common = useTranslations('common');
  const router = useRouter();
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const say = useToast();
  const remove = useMutation(
    trpc.desks.remove.mutationOptions({
      onSuccess: () => {
        say({ kind: 'good', text: words('deleted', { name: desk.displayName }) });
        queryClient.removeQueries({ queryKey: trpc.desks.get.queryKey({ id: desk.id }) });
        router.push('/admin/advanced-services/hot-desking');
      },
      onError: (error) =>
        say({ kind: 'problem', text: readFailure(error)?.message ?? common('somethingWrong') }),
    }),
  );
  return (
    <Confirm
      trigger={
        <Button kind="danger" isBusy={remove.isPending}>
          <Trash2 aria-hidden="true" />
          {common('delete')}
        </Button>
      }
      title={words('deleteTitle', { name: desk.displayName })}
      text={words('deleteText', { extension: desk.extension })}
      confirmWords={common('delete')}
      cancelWords={common('cancel')}
      onConfirm={() => remove.mutate({ id: desk.id })}
    />
  );
}
