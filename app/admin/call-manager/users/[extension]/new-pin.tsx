'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import type { User } from '../../../../_live/shapes.ts';
import { useShowFailure } from '../../../../_live/use-failure-words.ts';
import { isWeakPin } from '../../../../_live/weak-pin.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Card, CardTitle } from '../../../../_ui/card.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { PasswordField } from '../../../../_ui/password-field.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

type Values = { pin: string };

export function NewPin({ user }: { user: User }) {
  const words = useTranslations('users');
  const say = useToast();
  const queryClient = useQueryClient();
  const update = useMutation(useTRPC().users.update.mutationOptions());
  const { register, handleSubmit, setError, reset, formState } = useForm<Values>({
    defaultValues: { pin: '' },
  });
  const { errors, isSubmitting } = formState;
  const showFailure = useShowFailure(setError);
  const submit = handleSubmit(async ({ pin }) => {
    try {
      await update.mutateAsync({ extension: user.extension, patch: { pin } });
      reset();
      await queryClient.invalidateQueries();
      say({ kind: 'good', text: words('pinChanged') });
    } catch (error) {
      showFailure(error);
    }
  });
  return (
    <Card>
      <CardTitle>{words('newPin')}</CardTitle>
      <p className="-mt-3 mb-4 text-muted">{words('newPinText')}</p>
      <form onSubmit={(event) => void submit(event)} className="grid gap-4" noValidate>
        {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
        <PasswordField
          label={words('pin')}
          hint={words('pinHint')}
          error={errors.pin?.message}
          inputMode="numeric"
          autoComplete="off"
          {...register('pin', { validate: (pin) => !isWeakPin(pin) || words('weakPin') })}
        />
        <div className="flex justify-end">
          <Button type="submit" kind="primary" isBusy={isSubmitting}>
            {words('newPin')}
          </Button>
        </div>
      </form>
    </Card>
  );
}
