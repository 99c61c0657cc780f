'use client';

import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { Button } from '../_ui/button.tsx';
import { TextField } from '../_ui/field.tsx';
import { Notice } from '../_ui/notice.tsx';
import { PasswordField } from '../_ui/password-field.tsx';

type Values = { email: string; password: string };

export function SignInForm() {
  const words = useTranslations('signIn');
  const { register, handleSubmit, setError, formState } = useForm<Values>();
  const submit = handleSubmit(async ({ email, password }) => {
    const answer = await signIn('credentials', { email, password, redirect: false });
    if (answer?.ok) {
      window.location.assign('/admin');
      return;
    }
    setError('root', { message: answer?.error === 'locked' ? words('locked') : words('wrong') });
  });
  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-5" method="post">
      {formState.errors.root && <Notice kind="problem">{formState.errors.root.message}</Notice>}
      <TextField
        label={words('email')}
        type="email"
        autoComplete="username"
        required
        {...register('email', { required: true })}
      />
      <PasswordField
        label={words('password')}
        autoComplete="current-password"
        required
        {...register('password', { required: true })}
      />
      <Button type="submit" kind="primary" size="large" isBusy={formState.isSubmitting}>
        {words('button')}
      </Button>
    </form>
  );
}
