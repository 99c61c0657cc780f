'use client';

import { useTranslations } from 'next-intl';
import { Mac } from '../../_live/mac.tsx';
import { fullServiceName } from '../../_live/rps-services.ts';
import type { RpsDifference } from '../../_live/shapes.ts';
import { When } from '../../_live/time.tsx';
import { RowLink } from '../../_ui/row-link.tsx';
import { Cell, Row } from '../../_ui/table.tsx';
import { ReplaceOne } from './replace-one.tsx';
import { canReplace, useDifferenceWords } from './use-difference-words.ts';

/** One phone: what is wanted of it and what stands there, side by side. */
export function DifferenceRow({ difference }: { difference: RpsDifference }) {
  const words = useTranslations('rpsCompare');
  const ofDesk = useTranslations('deskRps');
  const { mac, deskId, displayName, provider, found, since, at } = difference;
  const said = useDifferenceWords()(difference);
  return (
    <Row>
      <Cell label={words('desk')}>
        {deskId === null ? (
          <span className="font-semibold">{displayName}</span>
        ) : (
          <RowLink href={`/admin/advanced-services/hot-desking/${deskId}`}>{displayName}</RowLink>
        )}
        <span className="block text-sm text-muted">
          <Mac mac={mac} />
        </span>
      </Cell>
      <Cell label={ofDesk('service')}>{fullServiceName(provider)}</Cell>
      <Cell label={words('wanted')}>{said.wanted}</Cell>
      <Cell label={words('found')} className="md:min-w-52">
        <span className="block font-semibold">{said.found}</span>
        {found.url !== null && <span className="block text-sm wrap-anywhere text-muted">{found.url}</span>}
      </Cell>
      <Cell label={ofDesk('since')}>
        <When at={since} />
        <span className="block text-sm text-muted">
          {ofDesk('checked')}: <When at={at} />
        </span>
      </Cell>
      <Cell label={words('whatToDo')}>
        {canReplace(difference) ? (
          <ReplaceOne difference={difference} />
        ) : (
          <span className="block max-w-64">{said.note ?? '–'}</span>
        )}
      </Cell>
    </Row>
  );
}
