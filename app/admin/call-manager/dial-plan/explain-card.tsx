'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { useFailureWords } from '../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { Card, CardTitle } from '../../../_ui/card.tsx';
import { SelectField, TextField } from '../../../_ui/field.tsx';
import { Notice } from '../../../_ui/notice.tsx';
import { Explanation } from './explanation.tsx';

type Props = { desks: readonly { id: string; name: string }[] };

/** By the plan that is saved: why a number goes where it goes. */
export function ExplainCard({ desks }: Props) {
  const words = useTranslations('explain');
  const failureWords = useFailureWords();
  const [number, setNumber] = useState('');
  const [deskId, setDeskId] = useState('');
  const [asked, setAsked] = useState<{ number: string; deskId?: string }>();
  const query = useTRPC().dialPlan.explain.queryOptions(asked ?? { number: '' });
  const { data, error, isFetching } = useQuery({ ...query, enabled: asked !== undefined, retry: false });
  const ask = (event: FormEvent) => {
    event.preventDefault();
    const plain = number.replace(/[\s().\-/]/g, '');
    if (plain !== '') setAsked({ number: plain, ...(deskId === '' ? {} : { deskId }) });
  };
  return (
    <Card>
      <CardTitle>{words('title')}</CardTitle>
      <form onSubmit={ask} className="flex flex-wrap items-end gap-4" noValidate>
        <div className="w-full sm:w-64">
          <TextField
            label={words('number')}
            inputMode="tel"
            autoComplete="off"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </div>
        <div className="w-full sm:w-64">
          <SelectField
            label={words('desk')}
            value={deskId}
            onChange={(event) => setDeskId(event.target.value)}
          >
            <option value="">{words('anyDesk')}</option>
            {desks.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        </div>
        <Button type="submit" kind="primary" isBusy={isFetching} className="max-sm:w-full">
          {words('ask')}
        </Button>
      </form>
      <div aria-live="polite">
        {error !== null && (
          <Notice kind="problem" className="mt-4">
            {failureWords(error)}
          </Notice>
        )}
        {data !== undefined && asked !== undefined && error === null && <Explanation of={data} />}
      </div>
    </Card>
  );
}
