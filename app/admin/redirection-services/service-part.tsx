'use client';

import { PlugZap, Settings2, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { fullServiceName, serviceName } from '../../_live/rps-services.ts';
import type { RpsAccount, RpsService } from '../../_live/shapes.ts';
import { Button } from '../../_ui/button.tsx';
import { CopyLine } from '../../_ui/copy-line.tsx';
import { Confirm } from '../../_ui/dialog.tsx';
import { Notice } from '../../_ui/notice.tsx';
import { StateBadge, type WorkLook } from '../../_ui/state-badge.tsx';
import { AccountSheet } from './account-sheet.tsx';
import { LastTest } from './last-test.tsx';
import { ServiceAbilities } from './service-abilities.tsx';
import { useRemoveAccount, useTestAccount } from './use-account-action.ts';

type Props = {
  service: RpsService;
  account: RpsAccount | undefined;
  /** Which of several accounts is used. */
  note: string | undefined;
};

/** One service: what it is, whether it lets us in, and what one can do about it. */
export function ServicePart({ service, account, note }: Props) {
  const words = useTranslations('redirection');
  const about = useTranslations('redirection.about');
  const [isOpen, setIsOpen] = useState(false);
  const test = useTestAccount(service.provider);
  const { provider } = service;
  const isSetUp = account?.configured === true;
  const { look, word } = stateOf(account, test.isPending);
  return (
    <section aria-label={fullServiceName(provider)} className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{serviceName(provider)}</h3>
        <StateBadge state={look} words={words(word)} />
      </div>
      {about.has(provider) && (
        <p className="text-[0.95rem] text-muted">{about(provider as Parameters<typeof about>[0])}</p>
      )}
      <ServiceAbilities service={service} account={account} />
      {note !== undefined && <p className="text-[0.95rem]">{note}</p>}
      {isSetUp && account.dryRun && <Notice kind="warning">{words('isDryRun')}</Notice>}
      {isSetUp && !test.isPending && <LastTest test={account.test} answer={test.data} />}
      {isSetUp && account.sharedUrl !== null && (
        <>
          <p className="text-[0.95rem]">{words('sharedText')}</p>
          <CopyLine name={words('shared')} text={account.sharedUrl} copyLabel={words('copyShared')} />
        </>
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => setIsOpen(true)}>
          <Settings2 aria-hidden="true" />
          {words(isSetUp ? 'change' : 'setUp')}
        </Button>
        {isSetUp && (
          <>
            <Button size="small" isBusy={test.isPending} onClick={() => test.mutate({ provider })}>
              <PlugZap aria-hidden="true" />
              {words('test')}
            </Button>
            <RemoveButton provider={provider} />
          </>
        )}
      </div>
      <AccountSheet
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        service={service}
        account={account}
        onSaved={() => test.mutate({ provider })}
      />
    </section>
  );
}

function RemoveButton({ provider }: { provider: string }) {
  const words = useTranslations('redirection');
  const common = useTranslations('common');
  const remove = useRemoveAccount();
  return (
    <Confirm
      trigger={
        <Button size="small" isBusy={remove.isPending}>
          <Trash2 aria-hidden="true" />
          {words('remove')}
        </Button>
      }
      title={words('removeTitle', { service: fullServiceName(provider) })}
      text={words('removeText')}
      confirmWords={words('remove')}
      cancelWords={common('cancel')}
      onConfirm={() => remove.mutate({ provider })}
    />
  );
}

type State = { look: WorkLook; word: 'notSetUp' | 'testing' | 'untested' | 'works' | 'fails' };

function stateOf(account: RpsAccount | undefined, isTesting: boolean): State {
  if (account?.configured !== true) return { look: 'off', word: 'notSetUp' };
  if (isTesting) return { look: 'updating', word: 'testing' };
  if (account.test === null) return { look: 'unknown', word: 'untested' };
  return account.test.error === null ? { look: 'good', word: 'works' } : { look: 'attention', word: 'fails' };
}
