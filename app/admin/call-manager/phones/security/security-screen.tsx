'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { makerName, makers } from '../../../../_live/makers.ts';
import type { PhoneSecurity } from '../../../../_live/shapes.ts';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Card, CardTitle } from '../../../../_ui/card.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { Switch } from '../../../../_ui/switch.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

const without = (list: readonly string[], one: string): string[] => list.filter((other) => other !== one);

/** Each switch is saved at once. */
export function SecurityScreen({ initial }: { initial: PhoneSecurity }) {
  const words = useTranslations('phoneSecurity');
  const common = useTranslations('common');
  const area = useTranslations('phones')('title');
  const [now, setNow] = useState(initial);
  const say = useToast();
  const failureWords = useFailureWords();
  const save = useMutation(
    useTRPC().phoneSecurity.set.mutationOptions({
      onSuccess: (saved) => {
        setNow(saved);
        say({ kind: 'good', text: common('saved') });
      },
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
  const change = (what: 'encrypted' | 'certified', make: string) => (isOn: boolean) => {
    const { encrypted, certified } = now;
    const changed = isOn ? [...now[what], make] : without(now[what], make);
    save.mutate({ encrypted, certified, [what]: changed } as Parameters<typeof save.mutate>[0]);
  };
  const switches = (what: 'encrypted' | 'certified', of: readonly string[]) =>
    of.map((make) => (
      <Switch
        key={make}
        label={makerName(make)}
        isOn={now[what].includes(make)}
        isDisabled={save.isPending}
        onChange={change(what, make)}
      />
    ));
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')} />
      <div className="grid max-w-2xl gap-6">
        <Card>
          <CardTitle>{words('encrypted')}</CardTitle>
          <p className="-mt-3 mb-4 text-muted">{words('encryptedText')}</p>
          <div className="grid gap-4">{switches('encrypted', now.encryptable)}</div>
        </Card>
        <Card>
          <CardTitle>{words('certified')}</CardTitle>
          <p className="-mt-3 mb-4 text-muted">
            {words(now.asksForCertificates ? 'certifiedText' : 'notAsked')}
          </p>
          {now.asksForCertificates && (
            <div className="grid gap-4">{switches('certified', without(makers, 'linphone'))}</div>
          )}
        </Card>
      </div>
    </>
  );
}
