'use client';

import { ExternalLink, Printer } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { Desk } from '../../../../_live/shapes.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Card, CardTitle } from '../../../../_ui/card.tsx';
import { Confirm } from '../../../../_ui/dialog.tsx';
import { useDeskAction } from '../../../_shell/use-desk-action.ts';

export function LabelCard({ desk, qr }: { desk: Desk; qr: string }) {
  const words = useTranslations('desk');
  const common = useTranslations('common');
  const renew = useDeskAction('renewLabel', words('renewLabelDone'));
  return (
    <Card>
      <CardTitle>{words('label')}</CardTitle>
      <p className="-mt-3 mb-4 text-muted">{words('labelText')}</p>
      {/* biome-ignore lint/performance/noImgElement: a drawing of some hundred bytes in the page itself */}
      <img
        src={qr}
        alt={words('qrAlt', { name: desk.displayName })}
        className="mx-auto mb-4 w-full max-w-56 rounded-xl bg-white"
      />
      <div className="grid gap-2">
        <Button asChild kind="primary">
          <Link href={`/admin/advanced-services/hot-desking/${desk.id}/label`}>
            <Printer aria-hidden="true" />
            {words('openLabel')}
          </Link>
        </Button>
        <Button asChild>
          <a href={new URL(desk.qrUrl).pathname} target="_blank" rel="noreferrer">
            <ExternalLink aria-hidden="true" />
            {words('openPage')}
          </a>
        </Button>
        <Confirm
          trigger={<Button kind="danger">{words('renewLabel')}</Button>}
          title={words('renewLabelTitle')}
          text={words('renewLabelText')}
          confirmWords={words('renewLabel')}
          cancelWords={common('cancel')}
          onConfirm={() => renew.mutate({ id: desk.id })}
        />
      </div>
    </Card>
  );
}
