'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { firstPage } from '../../../_live/first-page.ts';
import type { EmergencyCall } from '../../../_live/shapes.ts';
import { Moment } from '../../../_live/time.tsx';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Button } from '../../../_ui/button.tsx';
import { ListState } from '../../../_ui/list-state.tsx';
import { MoreButton } from '../../../_ui/more-button.tsx';
import { RowLink } from '../../../_ui/row-link.tsx';
import { StateBadge } from '../../../_ui/state-badge.tsx';
import { Cell, Row, Table } from '../../../_ui/table.tsx';
import { outcomeLook, usePlaceText } from '../../_shell/emergency-call.ts';
import { useMarkSeen } from '../../_shell/use-mark-seen.ts';

/** Emergency calls and tests, newest first, as they come. */
export function CallsTab() {
  const words = useTranslations('emergency');
  const list = useInfiniteQuery(useTRPC().emergency.calls.infiniteQueryOptions({ limit: 50 }, firstPage));
  const calls = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ListState list={list} />
      {list.isSuccess && calls.length === 0 && <p className="text-muted">{words('noCalls')}</p>}
      {calls.length > 0 && (
        <Table
          caption={words('tabCalls')}
          columns={[
            words('at'),
            words('number'),
            words('where'),
            words('who'),
            words('outcome'),
            words('seen'),
          ]}
        >
          {calls.map((call) => (
            <CallRow key={call.id} call={call} />
          ))}
        </Table>
      )}
      <MoreButton list={list} />
    </>
  );
}

function CallRow({ call }: { call: EmergencyCall }) {
  const words = useTranslations('emergency');
  const placeText = usePlaceText();
  return (
    <Row>
      <Cell label={words('at')}>
        <Moment at={call.at} />
      </Cell>
      <Cell label={words('number')}>
        <span className="block font-semibold">{call.number}</span>
        {call.isTest && <span className="text-sm text-muted">{words('test')}</span>}
      </Cell>
      <Cell label={words('where')}>
        {call.deskId === null ? (
          <span className="font-semibold">{call.place.desk}</span>
        ) : (
          <RowLink href={`/admin/advanced-services/hot-desking/${call.deskId}`}>{call.place.desk}</RowLink>
        )}
        <span className="block text-sm text-muted">{placeText(call)}</span>
      </Cell>
      <Cell label={words('who')}>
        <span className="block">{call.caller ?? <span className="text-muted">{words('nobody')}</span>}</span>
        {call.callerNumber !== null && <span className="block text-sm text-muted">{call.callerNumber}</span>}
      </Cell>
      <Cell label={words('outcome')}>
        <StateBadge state={outcomeLook(call)} words={words(`outcome_${call.outcome}`)} />
        {call.gateway !== null && <span className="mt-1 block text-sm text-muted">{call.gateway}</span>}
      </Cell>
      <Cell label={words('seen')}>
        <Seen call={call} />
      </Cell>
    </Row>
  );
}

function Seen({ call }: { call: EmergencyCall }) {
  const words = useTranslations('emergency');
  const markSeen = useMarkSeen();
  if (call.isTest) return <span className="text-muted">–</span>;
  if (call.seenAt === null)
    return (
      <Button size="small" isBusy={markSeen.isPending} onClick={() => markSeen.mutate({ id: call.id })}>
        <Eye aria-hidden="true" />
        {words('markSeen')}
      </Button>
    );
  return (
    <>
      <span className="block">{call.seenBy}</span>
      <span className="block text-sm text-muted">
        <Moment at={call.seenAt} />
      </span>
    </>
  );
}
