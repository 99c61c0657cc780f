'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import type { PhoneWeb } from '../../../../_live/shapes.ts';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Card } from '../../../../_ui/card.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { Switch } from '../../../../_ui/switch.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

/** Turned on and off at once: there is nothing else to be saved with it. */
export function TellingScreen({ initial }: { initial: PhoneWeb }) {
  const words = useTranslations('phoneWeb');
  const common = useTranslations('common');
  const area = useTranslations('phones')('title');
  const [asked, setAsked] = useState(initial.asked);
  const say = useToast();
  const failureWords = useFailureWords();
  const save = useMutation(
    useTRPC().phoneWeb.set.mutationOptions({
      onSuccess: (saved) => {
        setAsked(saved.asked);
        say({ kind: 'good', text: common('saved') });
      },
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')} />
      <Card className="max-w-2xl">
        <Switch
          label={words('asked')}
          text={words('askedText')}
          isOn={asked}
          isDisabled={save.isPending}
          onChange={(isOn) => save.mutate({ asked: isOn })}
        />
      </Card>
    </>
  );
}
