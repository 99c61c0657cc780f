'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { AddressWays, Desk } from '../../../../_live/shapes.ts';
import { useTRPC } from '../../../../_trpc/react.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { Card, CardTitle } from '../../../../_ui/card.tsx';
import { CopyLine } from '../../../../_ui/copy-line.tsx';
import { Confirm } from '../../../../_ui/dialog.tsx';
import { useDeskAction } from '../../../_shell/use-desk-action.ts';
import { DhcpLines } from './dhcp-lines.tsx';

/** Where the phone fetches its configuration, and the ways back in. */
export function AddressCard({ desk, ways: initialData }: { desk: Desk; ways: AddressWays }) {
  const words = useTranslations('desk');
  const common = useTranslations('common');
  const query = useTRPC().desks.addressWays.queryOptions({ id: desk.id });
  const { data: ways } = useQuery({ ...query, initialData });
  const rearm = useDeskAction('rearm', words('rearmDone'));
  const renewLink = useDeskAction('renewLink', words('renewLinkDone'));
  return (
    <Card>
      <CardTitle>{words('address')}</CardTitle>
      <p className="-mt-3 mb-4 text-muted">{words('addressText')}</p>
      <div className="grid gap-3">
        <CopyLine name={words('url')} text={ways.typed} copyLabel={words('copyUrl')} />
        {ways.dhcp.length > 0 && <DhcpLines dhcp={ways.dhcp} />}
      </div>
      <p className="mt-5 text-sm text-muted">{words('rearmText')}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button isBusy={rearm.isPending} onClick={() => rearm.mutate({ id: desk.id })}>
          {words('rearm')}
        </Button>
        <Confirm
          trigger={<Button kind="danger">{words('renewLink')}</Button>}
          title={words('renewLinkTitle')}
          text={words('renewLinkText')}
          confirmWords={words('renewLink')}
          cancelWords={common('cancel')}
          onConfirm={() => renewLink.mutate({ id: desk.id })}
        />
      </div>
    </Card>
  );
}
