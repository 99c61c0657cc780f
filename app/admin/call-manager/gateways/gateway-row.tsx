'use client';

import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { Gateway } from '../../../_live/shapes.ts';
import { RowLink } from '../../../_ui/row-link.tsx';
import { StateBadge } from '../../../_ui/state-badge.tsx';
import { Cell, Row } from '../../../_ui/table.tsx';
import { useDeletions } from '../../_shell/deletions.tsx';
import { GoingSign } from '../../_shell/going-sign.tsx';
import { useGatewayState } from './use-gateway-state.ts';

export function GatewayRow({ gateway }: { gateway: Gateway }) {
  const words = useTranslations('gateways');
  const router = useRouter();
  const isGoing = useDeletions().isGoing({ id: gateway.id });
  const { look, words: stateWords, why } = useGatewayState()(gateway);
  const address = `/admin/call-manager/gateways/${gateway.id}`;
  return (
    <Row className={isGoing ? 'opacity-60' : ''} onDoubleClick={() => router.push(address)}>
      <Cell label={words('name')}>
        <RowLink href={address}>{gateway.name}</RowLink>
        {isGoing && <GoingSign />}
      </Cell>
      <Cell label={words('host')}>
        <span className="wrap-anywhere">
          {gateway.host}
          {gateway.port !== null && `:${gateway.port}`}
        </span>
      </Cell>
      <Cell label={words('transport')}>{gateway.transport.toUpperCase()}</Cell>
      <Cell label={words('state')}>
        <StateBadge state={look} words={stateWords} />
        {why !== null && <span className="mt-1 block max-w-72 text-sm text-muted">{why}</span>}
      </Cell>
      <Cell label={words('callerNumber')} className="text-muted">
        {gateway.callerNumber ?? '–'}
      </Cell>
    </Row>
  );
}
