'use client';

import { Camera } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef } from 'react';
import { Button } from '../../../../_ui/button.tsx';

type Props = { isMain: boolean; isBusy: boolean; onPhoto: (file: Blob) => void };

/** The way that every browser has: a mobile opens its camera for it, a computer asks for a file. */
export function PhotoButton({ isMain, isBusy, onPhoto }: Props) {
  const words = useTranslations('scanLabel');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button kind={isMain ? 'primary' : 'secondary'} isBusy={isBusy} onClick={() => input.current?.click()}>
        {!isBusy && <Camera aria-hidden="true" />}
        {words(isBusy ? 'readingPhoto' : 'photo')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          // The same picture once more is to be a change.
          target.value = '';
          if (file !== undefined) onPhoto(file);
        }}
      />
    </>
  );
}
