'use client';

import { useTranslations } from 'next-intl';
import type { UseFormReturn } from 'react-hook-form';
import { Button } from '../../../_ui/button.tsx';
import { PasswordField } from '../../../_ui/password-field.tsx';
import type { GatewayValues } from './gateway-values.ts';

type Props = { form: UseFormReturn<GatewayValues>; hasSecret: boolean };

/** A secret that is there is not shown, not even as dots. */
export function SecretField({ form: { register, watch, setValue, formState }, hasSecret }: Props) {
  const words = useTranslations('gatewayForm');
  const common = useTranslations('common');
  const secretIs = watch('secretIs');
  const keep = () => {
    setValue('secret', '');
    setValue('secretIs', 'kept');
  };
  if (secretIs === 'new')
    return (
      <div className="grid gap-2">
        <PasswordField
          label={hasSecret ? words('newSecret') : `${words('secret')} (${common('optional')})`}
          error={formState.errors.secret?.message}
          autoComplete="off"
          spellCheck={false}
          {...register('secret', { validate: (text) => !hasSecret || text !== '' || words('secretEmpty') })}
        />
        {hasSecret && (
          <div>
            <Button size="small" onClick={keep}>
              {words('secretKeep')}
            </Button>
          </div>
        )}
      </div>
    );
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.95rem] font-semibold">{words('secret')}</legend>
      <div className="flex flex-wrap items-center gap-2">
        <span role="status" className="mr-2">
          {words(secretIs === 'kept' ? 'secretSet' : 'secretGoing')}
        </span>
        {secretIs === 'kept' ? (
          <>
            <Button size="small" onClick={() => setValue('secretIs', 'new')}>
              {words('secretChange')}
            </Button>
            <Button size="small" onClick={() => setValue('secretIs', 'gone')}>
              {words('secretRemove')}
            </Button>
          </>
        ) : (
          <Button size="small" onClick={keep}>
            {words('secretKeep')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
