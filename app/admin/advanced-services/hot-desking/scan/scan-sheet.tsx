'use client';

import { useTranslations } from 'next-intl';
import { ScreenSheet } from '../../../../_ui/dialog.tsx';
import { Scanner } from './scanner.tsx';
import type { TakenLabel } from './take-from-label.ts';

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onTaken: (label: TakenLabel) => void;
  /** The place for the focus is free again. */
  onClosed: () => void;
};

export function ScanSheet({ onTaken, ...opened }: Props) {
  const words = useTranslations('scanLabel');
  return (
    <ScreenSheet title={words('open')} text={words('text')} closeWords={words('close')} {...opened}>
      <Scanner onTaken={onTaken} />
    </ScreenSheet>
  );
}
