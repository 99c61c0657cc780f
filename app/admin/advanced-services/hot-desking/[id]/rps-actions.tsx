'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CloudUpload, Replace } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Desk } from '../../../../_live/shapes.ts';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Confirm } from '../../../../_ui/dialog.tsx';
import { useToast } from '../../../../_ui/toast.tsx';

type Props = {
  desk: Desk;
  rps: NonNullable<Desk['rps']>;
  /** What stands there instead of the desk's own link. */
  found: string | undefined;
};

/** What one can do about it here, and where else to go. */
export function RpsActions({ desk, rps, found }: Props) {
  const words = useTranslations('deskRps');
  const common = useTranslations('common');
  const sync = useSync();
  const next = useNext(desk, rps);
  const isSaved = desk.provisioning === 'rps' && rps.state !== 'manual';
  const id = desk.id;
  return (
    <div className="mt-5 flex flex-wrap gap-2 empty:hidden">
      {isSaved && rps.error?.code === 'already_exists' && (
        <Confirm
          trigger={
            <Button kind="primary" isBusy={sync.isPending}>
              <Replace aria-hidden="true" />
              {words('replace')}
            </Button>
          }
          title={words('replaceTitle')}
          text={found === undefined ? words('replaceText') : words('replaceFoundText', { found })}
          confirmWords={words('replace')}
          cancelWords={common('cancel')}
          onConfirm={() => sync.mutate({ id })}
        />
      )}
      {next !== undefined && (
        <Button asChild kind="primary">
          <Link href={next.href}>{next.words}</Link>
        </Button>
      )}
      {isSaved && rps.error?.code !== 'already_exists' && (
        <Button isBusy={sync.isPending} onClick={() => sync.mutate({ id })}>
          <CloudUpload aria-hidden="true" />
          {words('saveAgain')}
        </Button>
      )}
    </div>
  );
}

function useSync() {
  const words = useTranslations('deskRps');
  const say = useToast();
  const failureWords = useFailureWords();
  const queryClient = useQueryClient();
  return useMutation(
    useTRPC().rps.sync.mutationOptions({
      onSuccess: async () => {
        say({ kind: 'good', text: words('saveAgainDone') });
        await queryClient.invalidateQueries();
      },
      onError: (error) => say({ kind: 'problem', text: failureWords(error) }),
    }),
  );
}

/** The page on which what is wrong is put right. */
function useNext({ id, vendor, provisioning }: Desk, { state, error }: Props['rps']) {
  const words = useTranslations('deskRps');
  const { data: services } = useQuery({
    ...useTRPC().rps.services.queryOptions(),
    enabled: state === 'manual',
  });
  const account = '/admin/redirection-services';
  if (state === 'manual')
    return services?.some((service) => service.vendor === vendor) === true
      ? { href: account, words: words('setUpAccount') }
      : undefined;
  if (provisioning !== 'rps') return undefined;
  switch (error?.code) {
    case 'auth_failed':
    case 'forbidden_for_account':
      return { href: account, words: words('seeAccount') };
    case 'serial_required':
    case 'serial_mismatch':
    case 'invalid_mac':
      return { href: `/admin/advanced-services/hot-desking/${id}/edit`, words: words('editDesk') };
    default:
      return undefined;
  }
}
