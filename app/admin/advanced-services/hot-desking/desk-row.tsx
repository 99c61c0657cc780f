'use client';

import { useTranslations } from 'next-intl';
import { Mac } from '../../../_live/mac.tsx';
import { makerName } from '../../../_live/makers.ts';
import type { Desk } from '../../../_live/shapes.ts';
import { useDeskState } from '../../../_live/use-desk-state.ts';
import { RowLink } from '../../../_ui/row-link.tsx';
import { StateBadge } from '../../../_ui/state-badge.tsx';
import { Cell, Row } from '../../../_ui/table.tsx';
import { useDeletions } from '../../_shell/deletions.tsx';
import { GoingSign } from '../../_shell/going-sign.tsx';
import { RpsMark } from './rps-mark.tsx';

export function DeskRow({ desk }: { desk: Desk }) {
  const words = useTranslations('desks');
  const isGoing = useDeletions().isGoing({ id: desk.id });
  const { look, words: stateWords, reason } = useDeskState()(desk);
  return (
    <Row data-desk={desk.extension} className={isGoing ? 'opacity-60' : ''}>
      <Cell label={words('name')}>
        <RowLink href={`/admin/advanced-services/hot-desking/${desk.id}`}>{desk.displayName}</RowLink>
        {isGoing && <GoingSign />}
      </Cell>
      <Cell label={words('extension')} className="font-semibold">
        {desk.extension}
      </Cell>
      <Cell label={words('state')}>
        <StateBadge state={look} words={stateWords} />
        {reason !== undefined && (
          <span className="mt-1 block min-w-56 max-w-72 text-sm text-muted">{reason}</span>
        )}
        <RpsMark desk={desk} />
      </Cell>
      <Cell label={words('who')}>
        {desk.session === null ? (
          <span className="text-muted">{words('nobody')}</span>
        ) : (
          <>
            <span className="font-semibold">{desk.session.name}</span>{' '}
            <span className="text-muted">{desk.session.extension}</span>
          </>
        )}
      </Cell>
      <Cell label={words('phone')}>
        <span className="block whitespace-nowrap">
          {[makerName(desk.vendor), desk.model].filter(Boolean).join(' ')}
        </span>
        <span className="block text-sm text-muted">
          <Mac mac={desk.mac} />
        </span>
      </Cell>
      <Cell label={words('place')} className="text-muted md:whitespace-nowrap">
        {[desk.site, desk.floor].filter(Boolean).join(' · ') || '–'}
      </Cell>
    </Row>
  );
}
