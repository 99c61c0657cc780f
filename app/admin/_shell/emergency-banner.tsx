'use client';

import { useQuery } from '@tanstack/react-query';
import { Eye, Siren, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { EmergencyCall } from '../../_live/shapes.ts';
import { Moment } from '../../_live/time.tsx';
import { useTRPC } from '../../_trpc/react.tsx';
import { Button } from '../../_ui/button.tsx';
import { usePlaceText } from './emergency-call.ts';
import { useMarkSeen } from './use-mark-seen.ts';

const PAGE = '/admin/call-manager/emergency';

/** On every page: somebody has called for help and nobody has said to have seen it; or nobody could be called. */
export function EmergencyBanner() {
  const { data } = useQuery(useTRPC().emergency.banner.queryOptions());
  return (
    <>
      <div role="alert" aria-atomic="false" className="not-printed">
        {data?.unseen.newest.map((call) => (
          <UnseenCall key={call.id} call={call} />
        ))}
        {data !== undefined && data.unseen.count > data.unseen.newest.length && (
          <MoreCalls count={data.unseen.count - data.unseen.newest.length} />
        )}
      </div>
      {data?.hasRoute === false && <NoRoute />}
    </>
  );
}

const link =
  'inline-flex min-h-9 pointer-coarse:min-h-11 items-center font-semibold underline underline-offset-4';

function UnseenCall({ call }: { call: EmergencyCall }) {
  const words = useTranslations('emergency');
  const placeText = usePlaceText();
  const markSeen = useMarkSeen();
  const { number, place, callerNumber, caller, outcome } = call;
  const where = [place.desk, placeText(call)].filter(Boolean).join(', ');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-on-alarm/40 bg-alarm px-4 py-3 text-on-alarm sm:px-8">
      <Siren className="size-7 shrink-0 max-sm:hidden" aria-hidden="true" />
      <div className="min-w-60 grow basis-0 wrap-anywhere">
        <p className="text-lg leading-snug font-bold">
          {words('banner', { number, where })} <Moment at={call.at} />
        </p>
        <p className="text-[0.95rem]">
          {caller === null ? words('bannerNobody') : words('bannerWho', { caller })}{' '}
          {callerNumber !== null && words('bannerCallBack', { number: callerNumber })}{' '}
          <strong>{words(`outcome_${outcome}`)}.</strong>
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Link href={`${PAGE}?show=calls`} className={link}>
          {words('bannerShow')}
        </Link>
        <Button
          className="border-transparent"
          isBusy={markSeen.isPending}
          onClick={() => markSeen.mutate({ id: call.id })}
        >
          <Eye aria-hidden="true" />
          {words('markSeen')}
        </Button>
      </div>
    </div>
  );
}

function MoreCalls({ count }: { count: number }) {
  const words = useTranslations('emergency');
  return (
    <p className="bg-alarm px-4 py-1 text-on-alarm sm:px-8">
      <Link href={`${PAGE}?show=calls`} className={link}>
        {words('bannerMore', { count })}
      </Link>
    </p>
  );
}

function NoRoute() {
  const words = useTranslations('emergency');
  return (
    <aside className="not-printed border-b border-attention/50 bg-attention-soft px-4 py-1.5 text-sm sm:px-8">
      <p className="flex flex-wrap items-center gap-x-2">
        <TriangleAlert className="size-4 shrink-0 text-attention" aria-hidden="true" />
        <strong className="font-semibold">{words('noRoute')}</strong>
        <Link href={PAGE} className={link}>
          {words('setRoute')}
        </Link>
      </p>
    </aside>
  );
}
