'use client';

import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Facts } from '../../../../_ui/card.tsx';
import { CopyButton } from '../../../../_ui/copy-button.tsx';
import { Sheet } from '../../../../_ui/dialog.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

/** Where the phone's own web page is and its password, which is only fetched when somebody wants it. */
export function FactoryPageButton({ id }: { id: string }) {
  const words = useTranslations('phone');
  const say = useToast();
  const failureWords = useFailureWords();
  const [isOpen, setIsOpen] = useState(false);
  const show = useMutation(
    useTRPC().desks.factoryPage.mutationOptions({
      onSuccess: () => setIsOpen(true),
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
  const close = (isStillOpen: boolean) => {
    setIsOpen(isStillOpen);
    if (!isStillOpen) show.reset();
  };
  return (
    <>
      <Button isBusy={show.isPending} onClick={() => show.mutate({ id })}>
        <KeyRound aria-hidden="true" />
        {words('factoryPage')}
      </Button>
      <Sheet title={words('factoryPage')} text={words('factoryText')} isOpen={isOpen} onOpenChange={close}>
        {show.data !== undefined && <Way {...show.data} onClose={() => close(false)} />}
      </Sheet>
    </>
  );
}

type WayProps = {
  url: string | null;
  username: string;
  password: string | null;
  hasPassword: boolean;
  onClose: () => void;
};

function Way({ url, username, password, hasPassword, onClose }: WayProps) {
  const words = useTranslations('phone');
  const common = useTranslations('common');
  return (
    <div className="grid gap-4">
      {url === null && <Notice kind="info">{words('factoryNoAddress')}</Notice>}
      {!hasPassword && (
        <Notice kind="warning">
          {words(password === null ? 'factoryKeepsPassword' : 'factoryNoPassword')}
        </Notice>
      )}
      <Facts
        items={[
          ...(url === null
            ? []
            : [{ name: words('address'), value: <code className="font-mono">{url}</code> }]),
          { name: words('username'), value: <code className="font-mono">{username}</code> },
          ...(password === null
            ? []
            : [
                {
                  name: words('password'),
                  value: (
                    <span className="flex flex-wrap items-center justify-end gap-3">
                      <code className="font-mono select-all">{password}</code>
                      <CopyButton text={password} label={words('copyPassword')} />
                    </span>
                  ),
                },
              ]),
        ]}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>{common('ok')}</Button>
        {url !== null && (
          <Button asChild kind="primary">
            <a href={url} target="_blank" rel="noreferrer">
              {words('openPage')}
            </a>
          </Button>
        )}
      </div>
    </div>
  );
}
