'use client';

import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { makerName } from '../../../_live/makers.ts';
import { fullServiceName } from '../../../_live/rps-services.ts';
import type { RpsService } from '../../../_live/shapes.ts';
import { useRpsTestWords } from '../../../_live/use-rps-words.ts';
import { useTRPC } from '../../../_trpc/react.tsx';
import { Notice } from '../../../_ui/notice.tsx';

/** The services of a maker, and the one that its phones are saved to now. Undefined while that is not known. */
export function useRpsOf(vendor: string, isWanted: boolean) {
  const { rps } = useTRPC();
  const services = useQuery({ ...rps.services.queryOptions(), enabled: isWanted });
  const accounts = useQuery({ ...rps.accounts.queryOptions(), enabled: isWanted });
  if (services.data === undefined || accounts.data === undefined) return undefined;
  const offered = services.data.filter((service) => service.vendor === vendor);
  const used = accounts.data.items.find((account) => account.vendor === vendor && account.configured);
  const service = offered.find(({ provider }) => provider === used?.provider);
  return { offered, account: used, needs: needOf(service) };
}

/** What the phone's label is read for. */
export type Need = 'serial' | 'macId';

function needOf(service: RpsService | undefined): Need | undefined {
  if (service?.needsMacId === true) return 'macId';
  return service?.needsSerial === true ? 'serial' : undefined;
}

type Props = { vendor: string; rps: ReturnType<typeof useRpsOf> };

/** What will come of it: where the phone is saved, or that this is left to people. */
export function RpsPart({ vendor, rps }: Props) {
  const words = useTranslations('deskForm');
  const testWords = useRpsTestWords();
  if (rps === undefined) return null;
  const { account, offered } = rps;
  const maker = makerName(vendor);
  if (account === undefined)
    return (
      <Notice kind={offered.length === 0 ? 'info' : 'warning'}>
        {offered.length === 0 ? words('rpsNoService', { maker }) : words('rpsNoAccount', { maker })}
        {offered.length > 0 && <AccountsLink>{words('rpsSetUp')}</AccountsLink>}
      </Notice>
    );
  const error = account.test?.error;
  return (
    <Notice kind={error ? 'warning' : 'info'}>
      {words('rpsGoesTo', { service: fullServiceName(account.provider) })}
      {error && (
        <>
          {' '}
          {words('rpsTestFailed', { why: testWords(error.code) })}
          <AccountsLink>{words('rpsLook')}</AccountsLink>
        </>
      )}
    </Notice>
  );
}

/** In another tab: what was typed here stays. */
const AccountsLink = ({ children }: { children: string }) => (
  <a
    href="/admin/redirection-services"
    target="_blank"
    rel="noreferrer"
    className="flex min-h-9 w-fit items-center gap-1.5 pointer-coarse:min-h-11 font-semibold text-primary underline underline-offset-4"
  >
    {children}
    <ExternalLink className="size-4" aria-hidden="true" />
  </a>
);
