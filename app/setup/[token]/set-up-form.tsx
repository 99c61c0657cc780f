'use client';

import { useMutation } from '@tanstack/react-query';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { useShowFailure } from '../../_live/use-failure-words.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { Button } from '../../_ui/button.tsx';
import { TextField } from '../../_ui/field.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { PasswordField } from '../../_ui/password-field.tsx';

type Values = { organisation: string; name: string; email: string; password: string };

export function SetUpForm({ token }: { token: string }) {
  const words = useTranslations('setup');
  const finish = useMutation(useTRPC().setup.finish.mutationOptions());
  const { register, handleSubmit, setError, formState } = useForm<Values>();
  const { errors } = formState;
  const showFailure = useShowFailure(setError);
  const submit = handleSubmit(async (values) => {
    try {
      await finish.mutateAsync({ token, ...values });
      await signIn('credentials', { email: values.email, password: values.password, redirect: false });
      window.location.assign('/admin');
    } catch (error) {
      showFailure(error);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-5" method="post">
      {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
      <TextField
        label={words('organisation')}
        hint={words('organisationHint')}
        error={errors.organisation?.message}
        autoComplete="organization"
        required
        {...register('organisation')}
      />
      <TextField
        label={words('name')}
        error={errors.name?.message}
        autoComplete="name"
        required
        {...register('name')}
      />
      <TextField
        label={words('email')}
        error={errors.email?.message}
        type="email"
        autoComplete="username"
        required
        {...register('email')}
      />
      <PasswordField
        label={words('password')}
        hint={words('passwordHint')}
        error={errors.password?.message}
        autoComplete="new-password"
        minLength={10}
        required
        {...register('password')}
      />
      <Button type="submit" kind="primary" size="large" isBusy={formState.isSubmitting}>
        {words('button')}
      </Button>
    </form>
  );
}
