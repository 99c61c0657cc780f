'use client';

import { Plus, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Mac } from '../../../_live/mac.tsx';
import { makerName } from '../../../_live/makers.ts';
import type { Phone } from '../../../_live/shapes.ts';
import { When } from '../../../_live/time.tsx';
import { Button } from '../../../_ui/button.tsx';
import { RowLink } from '../../../_ui/row-link.tsx';
import { Cell, Row } from '../../../_ui/table.tsx';

export function PhoneRow({ phone }: { phone: Phone }) {
  const words = useTranslations('phones');
  const name = [makerName(phone.vendor), phone.model].filter(Boolean).join(' ');
  return (
    <Row>
      <Cell label={words('phone')}>
        <RowLink href={`/admin/call-manager/phones/${phone.mac}`}>{name || words('unknown')}</RowLink>
        {phone.problem !== null && (
          <span className="mt-0.5 flex max-w-72 items-start gap-1.5 text-sm text-attention">
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            {words('unplug')}
          </span>
        )}
      </Cell>
      <Cell label={words('mac')}>
        <Mac mac={phone.mac} />
      </Cell>
      <Cell label={words('firmware')}>{phone.firmware ?? '–'}</Cell>
      <Cell label={words('address')}>{phone.ip ?? '–'}</Cell>
      <Cell label={words('firstSeen')}>
        <When at={phone.firstSeen} />
      </Cell>
      <Cell label={words('lastSeen')}>
        <When at={phone.lastSeen} />
      </Cell>
      <Cell label={words('desk')} className="py-1.5">
        {phone.deskId === null ? (
          <Button asChild kind="primary" size="small">
            <Link href={addAddress(phone)}>
              <Plus aria-hidden="true" />
              {words('createDesk')}
            </Link>
          </Button>
        ) : (
          <RowLink href={`/admin/advanced-services/hot-desking/${phone.deskId}`}>{words('showDesk')}</RowLink>
        )}
      </Cell>
    </Row>
  );
}

/** Nobody copies a MAC address by hand. */
function addAddress({ mac, vendor, model }: Phone): string {
  const query = new URLSearchParams({ mac, vendor: vendor ?? '', model: model ?? '' });
  return `/admin/advanced-services/hot-desking/add?${query}`;
}
