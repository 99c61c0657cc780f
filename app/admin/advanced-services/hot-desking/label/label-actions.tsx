'use client';

import { FileDown, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Button } from '../../../../_ui/button.tsx';

const sizes = [
  { size: 'a6', word: 'sizeA6' },
  { size: 'sticker', word: 'sizeSticker' },
  { size: 'a4', word: 'sizeA4' },
] as const;

export function LabelActions({ address }: { address: string }) {
  const words = useTranslations('labels');
  return (
    <div className="mb-8 flex flex-wrap gap-2">
      <Button kind="primary" onClick={() => window.print()}>
        <Printer aria-hidden="true" />
        {words('print')}
      </Button>
      {sizes.map(({ size, word }) => (
        <Button asChild key={size}>
          <a href={`${address}?size=${size}`}>
            <FileDown aria-hidden="true" />
            {words('pdf')}: {words(word)}
          </a>
        </Button>
      ))}
    </div>
  );
}
