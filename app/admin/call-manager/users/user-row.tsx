'use client';

import { Check, Lock, MapPin, Minus } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import type { User } from '../../../_live/shapes.ts';
import { Cell, Row } from '../../../_ui/table.tsx';
import { useDeletions } from '../../_shell/deletions.tsx';
import { GoingSign } from '../../_shell/going-sign.tsx';

export function UserRow({ user }: { user: User }) {
  const words = useTranslations('users');
  const router = useRouter();
  const isGoing = useDeletions().isGoing({ extension: user.extension });
  const address = `/admin/call-manager/users/${user.extension}`;
  const Icon = user.hotDesking ? Check : Minus;
  return (
    <Row className={isGoing ? 'opacity-60' : ''} onDoubleClick={() => router.push(address)}>
      <Cell label={words('extension')} className="font-semibold">
        <Link
          href={address}
          className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center text-primary underline underline-offset-4"
        >
          {user.extension}
        </Link>
      </Cell>
      <Cell label={words('name')}>
        <span className="font-semibold">{user.name}</span>
        {isGoing && <GoingSign />}
        {user.locked && (
          <span className="flex items-center gap-1.5 text-sm font-medium text-attention">
            <Lock className="size-4" aria-hidden="true" />
            {words('locked')}
          </span>
        )}
      </Cell>
      <Cell label={words('hotDesking')}>
        <span className={user.hotDesking ? 'text-free' : 'text-muted'}>
          <Icon className="mr-1.5 inline size-4" strokeWidth={2.6} aria-hidden="true" />
          {words(user.hotDesking ? 'enabled' : 'notEnabled')}
        </span>
      </Cell>
      <Cell label={words('where')}>
        {user.deskId === null ? (
          <span className="text-muted">{words('nowhere')}</span>
        ) : (
          <Link
            href={`/admin/advanced-services/hot-desking/${user.deskId}`}
            className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center gap-1.5 font-semibold text-primary underline underline-offset-4"
          >
            <MapPin className="size-4" aria-hidden="true" />
            {words('showDesk')}
          </Link>
        )}
      </Cell>
      <Cell label={words('email')} className="text-muted">
        {user.email ?? '–'}
      </Cell>
    </Row>
  );
}
