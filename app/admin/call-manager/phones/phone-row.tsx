'use client';

import { Plus, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Mac } from '../../../_live/mac.tsx';
import type { Phone } from '../../../_live/shapes.ts';
import { When } from '../../../_live/time.tsx';
import { makerName } from '../../../_live/makers.ts';
import { Button } from '../../../_ui/button.tsx';
import { Cell } from '../../../_ui/table.tsx';

export function PhoneRow({ phone }: { phone: Phone }) {
  const words = useTranslations('phones');
  const name = [makerName(phone.vendor), phone.model].filter(Boolean).join(' ');
  return (
    <tr className="hover:bg-sunken/40">
      <Cell>
        <span className="font-semibold">{name || words('unknown')}</span>
        {phone.problem !== null && (
          <span className="mt-0.5 flex max-w-72 items-start gap-1.5 text-sm text-attention">
            <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
            {words('unplug')}
          </span>
        )}
      </Cell>
      <Cell>
        <Mac mac={phone.mac} />
      </Cell>
      <Cell>{phone.firmware ?? '–'}</Cell>
      <Cell>{phone.ip ?? '–'}</Cell>
      <Cell>
        <When at={phone.firstSeen} />
      </Cell>
      <Cell>
        <When at={phone.lastSeen} />
      </Cell>
      <Cell className="py-1.5">
        {phone.deskId === null ? (
          <Button asChild kind="primary" size="small">
            <Link href={addAddress(phone)}>
              <Plus aria-hidden="true" />
              {words('createDesk')}
            </Link>
          </Button>
        ) : (
          <Link
            href={`/admin/advanced-services/hot-desking/${phone.deskId}`}
            className="inline-flex min-h-9 items-center font-semibold text-primary underline underline-offset-4"
          >
            {words('showDesk')}
          </Link>
        )}
      </Cell>
    </tr>
  );
}

/** Nobody copies a MAC address by hand. */
function addAddress({ mac, vendor, model }: Phone): string {
  const query = new URLSearchParams({ mac, vendor: vendor ?? '', model: model ?? '' });
  return `/admin/advanced-services/hot-desking/add?${query}`;
}
