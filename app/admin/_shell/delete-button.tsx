'use client';

import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { Button } from '../../_ui/button.tsx';
import { Confirm } from '../../_ui/dialog.tsx';
import { type Deletion, useDeletions } from './deletions.tsx';

type Props = {
  deletion: Deletion;
  /** What else goes with it, in a sentence. */
  text: string;
  /** Where one is afterwards. */
  list: string;
};

export function DeleteButton({ deletion, text, list }: Props) {
  const words = useTranslations('deletion');
  const common = useTranslations('common');
  const router = useRouter();
  const deletions = useDeletions();
  return (
    <Confirm
      trigger={
        <Button kind="danger" disabled={deletions.isGoing(deletion.input)}>
          <Trash2 aria-hidden="true" />
          {common('delete')}
        </Button>
      }
      title={words('title', { name: deletion.name })}
      text={text}
      confirmWords={common('delete')}
      cancelWords={common('cancel')}
      onConfirm={() => {
        deletions.start(deletion);
        router.push(list);
      }}
    />
  );
}
