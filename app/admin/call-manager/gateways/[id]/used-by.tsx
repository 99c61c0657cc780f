'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { RowLink } from '../../../../_ui/row-link.tsx';

type Use = { key: string; text: string; href: string };

/** What leads to a gateway, and so would lead nowhere without it. */
export function useUses(gatewayId: string): Use[] {
  const words = useTranslations('gatewayForm');
  const trpc = useTRPC();
  const { data: plan } = useQuery(trpc.dialPlan.get.queryOptions());
  const { data: emergency } = useQuery(trpc.emergency.get.queryOptions());
  const routes = (plan?.outboundRoutes ?? []).flatMap(({ prefix, gatewayIds }, index) =>
    gatewayIds.includes(gatewayId)
      ? [
          {
            key: `route ${index}`,
            text: prefix === '' ? words('useRouteAll') : words('useRoute', { prefix }),
            href: '/admin/call-manager/dial-plan',
          },
        ]
      : [],
  );
  const isForHelp = emergency?.route.gatewayIds.includes(gatewayId) === true;
  const help = { key: 'emergency', text: words('useEmergency'), href: '/admin/call-manager/emergency' };
  return isForHelp ? [...routes, help] : routes;
}

export function UsedBy({ uses }: { uses: readonly Use[] }) {
  const words = useTranslations('gatewayForm');
  return (
    <Notice kind="info" title={words('inUse')} className="mb-6">
      <p>{words('inUseText')}</p>
      <ul className="mt-1">
        {uses.map(({ key, text, href }) => (
          <li key={key}>
            <RowLink href={href}>{text}</RowLink>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
