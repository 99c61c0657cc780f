'use client';

import { useTranslations } from 'next-intl';
import { Button } from './button.tsx';

type Props = {
  isBusy: boolean;
  isDisabled?: boolean;
  /** Absent = one can only go away. */
  onCancel?: () => void;
  says?: 'save' | 'ok';
};

/** The end of a form. */
export function SaveBar({ isBusy, isDisabled = false, onCancel, says = 'save' }: Props) {
  const common = useTranslations('common');
  return (
    <div className="flex flex-wrap justify-end gap-2">
      {onCancel !== undefined && <Button onClick={onCancel}>{common('cancel')}</Button>}
      <Button type="submit" kind="primary" className="min-w-32" isBusy={isBusy} disabled={isDisabled}>
        {common(says)}
      </Button>
    </div>
  );
}
