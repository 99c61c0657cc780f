'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import { languageNames, languages } from '../../../../../i18n/languages.ts';
import type { User } from '../../../../_live/shapes.ts';
import { useShowFailure } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Card } from '../../../../_ui/card.tsx';
import { SelectField, TextField } from '../../../../_ui/field.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { SaveBar } from '../../../../_ui/save-bar.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

type Values = { name: string; email: string; language: '' | 'en' | 'de' | 'fr' | 'es' };

const languageOf = (user: User): Values['language'] =>
  languages.find((language) => language === user.language) ?? '';

export function GeneralTab({ user }: { user: User }) {
  const words = useTranslations('users');
  const common = useTranslations('common');
  const say = useToast();
  const queryClient = useQueryClient();
  const update = useMutation(useTRPC().users.update.mutationOptions());
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    defaultValues: { name: user.name, email: user.email ?? '', language: languageOf(user) },
  });
  const { errors, isSubmitting } = formState;
  const showFailure = useShowFailure(setError);
  const submit = handleSubmit(async ({ name, email, language }) => {
    try {
      const patch = { name, email: email.trim() || null, language: language || null };
      await update.mutateAsync({ extension: user.extension, patch });
      await queryClient.invalidateQueries();
      say({ kind: 'good', text: common('saved') });
    } catch (error) {
      showFailure(error);
    }
  });
  return (
    <Card className="max-w-2xl">
      <form onSubmit={(event) => void submit(event)} className="grid gap-5" noValidate>
        {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
        <TextField label={words('name')} error={errors.name?.message} required {...register('name')} />
        <TextField
          label={`${words('email')} (${common('optional')})`}
          error={errors.email?.message}
          type="email"
          {...register('email')}
        />
        <SelectField label={words('language')} {...register('language')}>
          <option value="">{words('languageNone')}</option>
          {languages.map((language) => (
            <option key={language} value={language}>
              {languageNames[language]}
            </option>
          ))}
        </SelectField>
        <SaveBar isBusy={isSubmitting} />
      </form>
    </Card>
  );
}
