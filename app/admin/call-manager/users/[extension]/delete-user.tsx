'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { User } from '../../../../_live/shapes.ts';
import { readFailure } from '../../../../_trpc/failure.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Confirm } from '../../../../_ui/dialog.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

export function DeleteUser({ user }: { user: User }) {
  const words = useTranslations('users');
  const common = useTranslations('common');
  const router = useRouter();
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const say = useToast();
  const remove = useMutation(
    trpc.users.remove.mutationOptions({
      onSuccess: () => {
        say({ kind: 'good', text: words('deleted', { name: user.name }) });
        queryClient.removeQueries({ queryKey: trpc.users.get.queryKey({ extension: user.extension }) });
        router.push('/admin/call-manager/users');
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
      title={words('deleteTitle', { name: user.name })}
      text={words('deleteText', { extension: user.extension, name: user.name })}
      confirmWords={common('delete')}
      cancelWords={common('cancel')}
      onConfirm={() => remove.mutate({ extension: user.extension })}
    />
  );
}
