'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Controller, useForm } from 'react-hook-form';
import { useShowFailure } from '../../../_live/use-failure-words.ts';
import { isWeakPin } from '../../../_live/weak-pin.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Sheet } from '../../../_ui/dialog.tsx';
import { TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { PasswordField } from '../../../_ui/password-field.tsx';
import { SaveBar } from '../../../_ui/save-bar.tsx';
import { Switch } from '../../../_ui/switch.tsx';
import { useToast } from '../../../_ui/toast.tsx';

type Props = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void };

export function AddUser({ isOpen, onOpenChange }: Props) {
  const words = useTranslations('users');
  return (
    <Sheet title={words('addTitle')} isOpen={isOpen} onOpenChange={onOpenChange}>
      <AddUserForm onDone={() => onOpenChange(false)} />
    </Sheet>
  );
}

type Values = { extension: string; name: string; pin: string; email: string; hotDesking: boolean };
const nobody: Values = { extension: '', name: '', pin: '', email: '', hotDesking: true };

function AddUserForm({ onDone }: { onDone: () => void }) {
  const words = useTranslations('users');
  const common = useTranslations('common');
  const say = useToast();
  const queryClient = useQueryClient();
  const create = useMutation(useTRPC().users.create.mutationOptions());
  const { register, handleSubmit, setError, control, formState } = useForm<Values>({ defaultValues: nobody });
  const { errors, isSubmitting } = formState;
  const showFailure = useShowFailure(setError);
  const submit = handleSubmit(async (typed) => {
    try {
      const user = await create.mutateAsync({
        ...typed,
        extension: typed.extension.trim(),
        email: typed.email.trim() || null,
      });
      await queryClient.invalidateQueries();
      say({ kind: 'good', text: words('created', { name: user.name }) });
      onDone();
    } catch (error) {
      showFailure(error);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-5" noValidate>
      {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
      <div className="grid gap-5 sm:grid-cols-[1fr_2fr]">
        <TextField
          label={words('extension')}
          error={errors.extension?.message}
          inputMode="numeric"
          autoComplete="off"
          required
          {...register('extension')}
        />
        <TextField
          label={words('name')}
          error={errors.name?.message}
          autoComplete="off"
          required
          {...register('name')}
        />
      </div>
      <PasswordField
        label={words('pin')}
        hint={words('pinHint')}
        error={errors.pin?.message}
        inputMode="numeric"
        autoComplete="off"
        required
        {...register('pin', { validate: (pin) => !isWeakPin(pin) || words('weakPin') })}
      />
      <TextField
        label={`${words('email')} (${common('optional')})`}
        error={errors.email?.message}
        type="email"
        autoComplete="off"
        {...register('email')}
      />
      <Controller
        control={control}
        name="hotDesking"
        render={({ field }) => (
          <Switch
            label={words('enableHotDesking')}
            text={words('enableHotDeskingText')}
            isOn={field.value}
            onChange={field.onChange}
          />
        )}
      />
      <SaveBar onCancel={onDone} isBusy={isSubmitting} says="ok" />
    </form>
  );
}
