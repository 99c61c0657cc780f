'use client';

import { useQuery } from '@tanstack/react-query';
import { PackageCheck } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { makerName } from '../../_live/makers.ts';
import type { RpsAccount, RpsService } from '../../_live/shapes.ts';
import { useTRPC } from '../../_trpc/react.tsx';
import { Button } from '../../_ui/button.tsx';
import { Card, CardTitle } from '../../_ui/card.tsx';
import { ListState } from '../../_ui/list-state.tsx';
import { PageHeader } from '../../_ui/page-header.tsx';
import { ComparePart } from './compare-part.tsx';
import { ManualLinks } from './manual-links.tsx';
import { ServicePart } from './service-part.tsx';

/** The makers' services, and whether there is an account at each. */
export function ServicesScreen({ services }: { services: readonly RpsService[] }) {
  const words = useTranslations('redirection');
  const area = useTranslations('nav')('administration');
  const released = useTranslations('rpsReleased')('title');
  const list = useQuery(useTRPC().rps.accounts.queryOptions());
  const accounts = list.data?.items ?? [];
  const makers = [...new Set(services.map(({ vendor }) => vendor))];
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')}>
        <Button asChild>
          <Link href="/admin/redirection-services/released">
            <PackageCheck aria-hidden="true" />
            {released}
          </Link>
        </Button>
      </PageHeader>
      <ComparePart isSetUp={accounts.some(({ configured }) => configured)} />
      <ListState list={list} />
      {list.isSuccess && (
        <div className="gap-4 xl:columns-2">
          {makers.map((maker) => (
            <MakerCard
              key={maker}
              maker={maker}
              services={services.filter(({ vendor }) => vendor === maker)}
              accounts={accounts}
            />
          ))}
        </div>
      )}
      <ManualLinks />
    </>
  );
}

type MakerProps = {
  maker: string;
  /** The preferred one first. */
  services: readonly RpsService[];
  accounts: readonly RpsAccount[];
};

function MakerCard({ maker, services, accounts }: MakerProps) {
  const words = useTranslations('redirection');
  const ofService = ({ provider }: RpsService) => accounts.find((one) => one.provider === provider);
  const isSetUp = (service: RpsService) => ofService(service)?.configured === true;
  const used = services.filter(isSetUp);
  return (
    <Card aria-label={makerName(maker)} className="mb-4 break-inside-avoid">
      <CardTitle>{makerName(maker)}</CardTitle>
      <div className="grid gap-5 [&>*+*]:border-t [&>*+*]:border-line [&>*+*]:pt-5">
        {services.map((service) => (
          <ServicePart
            key={service.provider}
            service={service}
            account={ofService(service)}
            note={used.length > 1 && service === used[0] ? words('preferred') : undefined}
          />
        ))}
      </div>
    </Card>
  );
}
