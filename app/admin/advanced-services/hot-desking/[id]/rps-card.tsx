'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { macText } from '../../../../_live/mac.tsx';
import { fullServiceName } from '../../../../_live/rps-services.ts';
import type { Desk } from '../../../../_live/shapes.ts';
import { When } from '../../../../_live/time.tsx';
import { useRpsErrorWords, useRpsState } from '../../../../_live/use-rps-words.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Card, CardTitle, Facts } from '../../../../_ui/card.tsx';
import { CopyLine } from '../../../../_ui/copy-line.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { StateBadge } from '../../../../_ui/state-badge.tsx';
import { RpsActions } from './rps-actions.tsx';
import { RpsEvidence } from './rps-evidence.tsx';

type Rps = NonNullable<Desk['rps']>;

/** What the maker's service holds of the desk's phone; and, apart from it, what the phone itself has done. */
export function RpsCard({ desk, rps }: { desk: Desk; rps: Rps }) {
  const words = useTranslations('deskRps');
  const state = useRpsState()(desk);
  const errorWords = useRpsErrorWords();
  const { data: more } = useQuery(useTRPC().rps.ofDesk.queryOptions({ id: desk.id }));
  if (state === undefined) return null;
  // In a dry run nothing more comes after the look.
  const isDryRun = state.is === 'pending' && more?.checkedAt && more.nextTryAt === null;
  const isStuck = state.is === 'conflict' || state.is === 'failed';
  const facts = [
    { name: words('service'), value: rps.provider === 'manual' ? '–' : fullServiceName(rps.provider) },
    { name: words('since'), value: <When at={rps.at} /> },
    ...(more?.checkedAt ? [{ name: words('checked'), value: <When at={more.checkedAt} /> }] : []),
    ...(more?.nextTryAt && rps.error
      ? [{ name: words('nextTry'), value: <When at={more.nextTryAt} /> }]
      : []),
    ...(more?.vendorCode ? [{ name: words('vendorCode'), value: more.vendorCode }] : []),
    ...(more?.foundUrl ? [{ name: words('found'), value: more.foundUrl }] : []),
    ...(more?.formerUrl ? [{ name: words('former'), value: more.formerUrl }] : []),
  ];
  return (
    <Card aria-label={words('title')}>
      <CardTitle aside={<StateBadge state={state.look} words={state.words} />}>{words('title')}</CardTitle>
      {rps.error === undefined ? (
        <p className="-mt-2 mb-4 text-muted">{words(`is.${isDryRun ? 'dryRun' : state.is}`)}</p>
      ) : (
        <Notice kind={isStuck ? 'problem' : 'warning'} className="mb-4">
          {errorWords(rps.error.code)}
        </Notice>
      )}
      <Facts items={facts} />
      {more?.pin && <Pin pin={more.pin} />}
      {state.is === 'manual' && (
        <div className="mt-4 grid gap-3">
          <CopyLine name={words('mac')} text={macText(desk.mac)} copyLabel={words('copyMac')} />
          <CopyLine name={words('link')} text={desk.provisioningUrl} copyLabel={words('copyLink')} />
        </div>
      )}
      <RpsActions desk={desk} rps={rps} found={more?.foundUrl ?? undefined} />
      {desk.provisioning === 'rps' && <RpsEvidence mac={desk.mac} isSaved={state.is === 'assigned'} />}
    </Card>
  );
}

function Pin({ pin }: { pin: string }) {
  const words = useTranslations('deskRps');
  return (
    <p className="mt-4 rounded-xl bg-sunken p-3">
      <span className="mb-1 block text-sm font-semibold text-muted">{words('pin')}</span>
      <code className="font-mono text-lg font-semibold tracking-widest select-all">{pin}</code>
      <span className="block text-sm text-muted">{words('pinText')}</span>
    </p>
  );
}
