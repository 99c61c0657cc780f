'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { type UseFormReturn, useFieldArray, useForm } from 'react-hook-form';
import type { WantedKey } from '../../_live/shapes.ts';
import { useShowFailure } from '../../_live/use-failure-words.ts';
import { Button } from '../../_ui/button.tsx';
import { Card, CardTitle } from '../../_ui/card.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { SaveBar } from '../../_ui/save-bar.tsx';
import { useToast } from '../../_ui/toast.tsx';
import { KeyRow, keyColumns } from './key-row.tsx';
import { emptyKey, KEYS_MAX, type KeysValues, toKeysValues, toWantedKeys } from './key-values.ts';

type Props = {
  text: string;
  keys: readonly WantedKey[];
  /** Answers them as they are now. */
  onSave: (keys: WantedKey[]) => Promise<{ keys: WantedKey[] }>;
};

/** The keys that somebody or some desk wishes for, saved as a whole. */
export function KeysCard({ text, keys, onSave }: Props) {
  const words = useTranslations('keys');
  const common = useTranslations('common');
  const say = useToast();
  const queryClient = useQueryClient();
  const form = useForm<KeysValues>({ defaultValues: toKeysValues(keys) });
  const { errors, isSubmitting } = form.formState;
  const showFailure = useShowFailure(form.setError);
  const submit = form.handleSubmit(async (typed) => {
    try {
      const saved = await onSave(toWantedKeys(typed));
      form.reset(toKeysValues(saved.keys));
      await queryClient.invalidateQueries();
      say({ kind: 'good', text: common('saved') });
    } catch (error) {
      showFailure(error);
    }
  });
  return (
    <Card className="@container">
      <form
        aria-label={words('title')}
        onSubmit={(event) => void submit(event)}
        className="grid grid-cols-1 gap-4"
        noValidate
      >
        <CardTitle isTight>{words('title')}</CardTitle>
        <p className="-mt-3 max-w-3xl text-muted">{text}</p>
        {errors.root && <Notice kind="problem">{errors.root.message}</Notice>}
        <KeyList form={form} />
        <SaveBar isBusy={isSubmitting} />
      </form>
    </Card>
  );
}

function KeyList({ form }: { form: UseFormReturn<KeysValues> }) {
  const words = useTranslations('keys');
  const { fields, append, remove, move } = useFieldArray({ control: form.control, name: 'keys' });
  const [said, setSaid] = useState('');
  const addButton = useRef<HTMLButtonElement>(null);
  const count = fields.length;
  const moveKey = (index: number, by: -1 | 1) => {
    const name = form.getValues(`keys.${index}.label`) || words('key', { number: index + 1 });
    move(index, index + by);
    setSaid(words('moved', { name, place: index + 1 + by, count }));
  };
  return (
    <>
      {count === 0 && <p className="font-medium">{words('none')}</p>}
      {count > 0 && <ColumnHeads />}
      <ol className="grid grid-cols-1 gap-4 empty:hidden @3xl:gap-2">
        {fields.map(({ id }, index) => (
          <li key={id}>
            <KeyRow
              form={form}
              index={index}
              count={count}
              onMove={(by) => moveKey(index, by)}
              onRemove={() => {
                remove(index);
                addButton.current?.focus();
              }}
            />
          </li>
        ))}
      </ol>
      <p role="status" className="sr-only">
        {said}
      </p>
      <div>
        <Button ref={addButton} size="small" disabled={count >= KEYS_MAX} onClick={() => append(emptyKey)}>
          <Plus aria-hidden="true" />
          {words('add')}
        </Button>
        {count >= KEYS_MAX && <p className="mt-2 text-sm text-muted">{words('full', { count })}</p>}
      </div>
    </>
  );
}

function ColumnHeads() {
  const words = useTranslations('keys');
  return (
    <div
      aria-hidden="true"
      className={`-mb-2 hidden text-sm font-semibold text-muted @3xl:grid ${keyColumns}`}
    >
      <span />
      <span>{words('does')}</span>
      <span>{words('label')}</span>
      <span>{words('number')}</span>
      <span>{words('page')}</span>
    </div>
  );
}
