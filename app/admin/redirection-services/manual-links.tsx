'use client';

import { useMutation } from '@tanstack/react-query';
import { FileDown } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useFailureWords } from '../../_live/use-failure-words.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { Button } from '../../_ui/button.tsx';
import { Card, CardTitle } from '../../_ui/card.tsx';
import { useToast } from '../../_ui/toast.tsx';

/** For phones that people enter at their maker: what to enter, as a file. */
export function ManualLinks() {
  const words = useTranslations('rpsLinks');
  const download = useDownload();
  return (
    <Card aria-label={words('title')} className="mt-4">
      <CardTitle>{words('title')}</CardTitle>
      <div className="-mt-2 grid max-w-3xl gap-2 text-muted">
        <p>{words('text')}</p>
        <p>{words('secret')}</p>
      </div>
      <Button className="mt-4" isBusy={download.isPending} onClick={() => download.mutate({})}>
        <FileDown aria-hidden="true" />
        {words('download')}
      </Button>
    </Card>
  );
}

function useDownload() {
  const words = useTranslations('rpsLinks');
  const say = useToast();
  const failureWords = useFailureWords();
  return useMutation(
    useTRPC().rps.exportManual.mutationOptions({
      onSuccess: ({ fileName, csv, count }) => {
        if (count > 0) saveFile(fileName, csv);
        say({ kind: 'good', text: words('done', { count }) });
      },
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
}

function saveFile(fileName: string, csv: string): void {
  const url = URL.createObjectURL(new Blob([csv], { type: 'text/csv' }));
  Object.assign(document.createElement('a'), { href: url, download: fileName }).click();
  URL.revokeObjectURL(url);
}
