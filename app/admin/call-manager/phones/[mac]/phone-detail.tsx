'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { makerName } from '../../../../_live/makers.ts';
import type { Desk, PhonePage } from '../../../../_live/shapes.ts';
import { useDeskState } from '../../../../_live/use-desk-state.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { StateBadge } from '../../../../_ui/state-badge.tsx';
import { ChecksCard } from './checks-card.tsx';
import { GiveBackButton } from './give-back.tsx';
import { IdentityCard } from './identity-card.tsx';
import { PhoneActions } from './phone-actions.tsx';
import { RegistrationCard } from './registration-card.tsx';
import { RequestsCard } from './requests-card.tsx';
import { SwitchCard } from './switch-card.tsx';

/** Requests that change nothing are written down without telling the pages. */
const LOOK_EVERY_MS = 3_000;

type Props = { initial: PhonePage; initialDesk: Desk | null };

export function PhoneDetail({ initial, initialDesk }: Props) {
  const area = useTranslations('nav')('phones');
  const words = useTranslations('phones');
  const trpc = useTRPC();
  const query = trpc.phones.get.queryOptions({ mac: initial.mac });
  const { data: phone } = useQuery({ ...query, initialData: initial, refetchInterval: LOOK_EVERY_MS });
  const deskQuery = trpc.desks.get.queryOptions({ id: phone.deskId ?? '' });
  const { data: found } = useQuery({
    ...deskQuery,
    enabled: phone.deskId !== null,
    ...(initialDesk !== null && { initialData: initialDesk }),
  });
  const desk = phone.deskId === null ? undefined : found;
  const title = [makerName(phone.vendor), phone.model].filter(Boolean).join(' ') || words('unknown');
  return (
    <>
      <PageHeader area={area} title={title} text={desk && <DeskLine desk={desk} />}>
        {desk && <PhoneActions phone={phone} desk={desk} />}
        {phone.deskId === null && <GiveBackButton mac={phone.mac} />}
      </PageHeader>
      <div className="grid grid-cols-1 items-start gap-6 xl:grid-cols-[3fr_2fr]">
        <div className="grid grid-cols-1 gap-6">
          <ChecksCard phone={phone} />
          {desk && <RequestsCard requests={phone.requests} />}
        </div>
        <div className="grid grid-cols-1 gap-6">
          <IdentityCard phone={phone} desk={desk} />
          {phone.lastSwitch !== null && <SwitchCard lastSwitch={phone.lastSwitch} />}
          {desk && <RegistrationCard registrations={phone.registrations} />}
        </div>
      </div>
    </>
  );
}

function DeskLine({ desk }: { desk: Desk }) {
  const { look, words } = useDeskState()(desk);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <StateBadge state={look} words={words} />
      <span>
        {desk.displayName} ({desk.extension})
      </span>
    </span>
  );
}
