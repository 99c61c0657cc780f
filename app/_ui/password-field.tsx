'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { Button } from './button.tsx';
import { TextField } from './field.tsx';

/** A password or PIN that can be looked at while it is typed. */
export function PasswordField(props: Omit<ComponentProps<typeof TextField>, 'type' | 'trailing'>) {
  const [isShown, setIsShown] = useState(false);
  const words = useTranslations('common');
  const Icon = isShown ? EyeOff : Eye;
  return (
    <TextField
      {...props}
      type={isShown ? 'text' : 'password'}
      trailing={
        <Button kind="quiet" size="small" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
          <Icon aria-hidden="true" />
          {isShown ? words('hide') : words('show')}
        </Button>
      }
    />
  );
}
