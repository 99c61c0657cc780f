'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { orNull } from '../../../../_live/lines.ts';
import type { User } from '../../../../_live/shapes.ts';
import { useShowFailure } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Card } from '../../../../_ui/card.tsx';
import { TextField } from '../../../../_ui/field.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

type Values = { callerNumber: string };

/** As whom somebody calls outside numbers. */
export function OutsideNumber({ user }: { user: User }) {
  const words = useTranslations('users');
  const common = useTranslations('common');
  const say = useToast();
  const queryClient = useQueryClient();
  const update = useMutation(useTRPC().users.update.mutationOptions());
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { callerNumber: user.callerNumber ?? '' },
  });
  const { errors, isSubmitting } = formState;
  const showFailure = useShowFailure(setError);
  const submit = handleSubmit(async (typed) => {
    try {
      const patch = { callerNumber: orNull(typed.callerNumber) };
      await update.mutateAsync({ extension: user.extension, patch });
      await queryClient.invalidateQueries();
      say({ kind: 'good', text: common('saved') });
    } catch (error) {
      showFailure(error);
    }
  });
  return (
    <Card>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4" noValidate>
        {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
        <TextField
          label={`${words('callerNumber')} (${common('optional')})`}
          hint={words('callerNumberHint')}
          error={errors.callerNumber?.message}
          inputMode="tel"
          autoComplete="off"
          {...register('callerNumber')}
        />
        <div className="flex justify-end">
          <Button type="submit" kind="primary" isBusy={isSubmitting}>
            {common('save')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
