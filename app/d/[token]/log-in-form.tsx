'use client';

import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef } from 'react';
import { Button } from '../../_ui/button.tsx';
import { TextField } from '../../_ui/field.tsx';
import type { DeskPageView } from './desk-page-view.ts';
import { recallExtension, rememberExtension } from './remembered-extension.ts';
import type { Desk } from './use-desk.ts';

type Props = { token: string; view: DeskPageView; extension: string; desk: Desk };

const large = 'min-h-14 text-xl tracking-wide';

/** Works as a plain form; with scripts the page stays where it is. */
export function LogInForm({ token, view, extension, desk: { logIn } }: Props) {
  const words = useTranslations('deskPage');
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => recallExtension(form.current), []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const typed = String(values.get('extension') ?? '').trim();
    const pin = String(values.get('pin') ?? '');
    const takeOver = values.get('takeOver') === 'true';
    logIn.mutate(
      { token, extension: typed, pin, takeOver },
      { onSuccess: () => rememberExtension(typed), onError: () => clearPin(form.current) },
    );
  };
  return (
    <form ref={form} method="post" action={`/d/${token}`} onSubmit={submit} className="grid gap-4">
      <TextField
        label={words('extension')}
        name="extension"
        inputMode="numeric"
        pattern="[0-9]*"
        maxLength={20}
        autoComplete="off"
        defaultValue={extension}
        required
        className={large}
      />
      <TextField
        label={words('pin')}
        hint={words('pinHint')}
        name="pin"
        type="password"
        inputMode="numeric"
        maxLength={64}
        autoComplete="off"
        data-1p-ignore
        data-lpignore="true"
        required
        className={large}
      />
      {view.state !== 'free' && (
        <label className="flex min-h-12 items-center gap-3 rounded-xl border border-line-strong bg-surface px-3.5 py-2.5 has-checked:border-primary has-checked:bg-primary-soft">
          <input type="checkbox" name="takeOver" value="true" className="size-6 shrink-0 accent-primary" />
          <span className="font-semibold">{words('takeOver')}</span>
        </label>
      )}
      <Button type="submit" kind="primary" size="large" className="mt-1 min-h-16" isBusy={logIn.isPending}>
        {logIn.isPending ? words('loggingIn') : words('logIn')}
      </Button>
    </form>
  );
}

function clearPin(form: HTMLFormElement | null): void {
  const pin = form?.elements.namedItem('pin');
  if (!(pin instanceof HTMLInputElement)) return;
  pin.value = '';
  pin.focus();
}
