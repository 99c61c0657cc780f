'use client';

import { ScanBarcode } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useRef, useState } from 'react';
import { macText } from '../../../../_live/mac.tsx';
import { Button } from '../../../../_ui/button.tsx';
import { useToast } from '../../../../_ui/toast.tsx';
import type { ScanSheet } from './scan-sheet.tsx';
import type { TakenLabel } from './take-from-label.ts';

/** Fills in what the barcodes on a phone or its box say. The sheet comes when it is wanted: few forms are filled in so. */
export function ScanButton({ onTaken }: { onTaken: (label: TakenLabel) => void }) {
  const words = useTranslations('scanLabel');
  const say = useToast();
  const button = useRef<HTMLButtonElement>(null);
  const [Sheet, setSheet] = useState<typeof ScanSheet>();
  const [isComing, setIsComing] = useState(false);
  const [isOpen, setIsOpen] = useState(false);
  const open = async () => {
    setIsComing(true);
    try {
      const { ScanSheet } = await import('./scan-sheet.tsx');
      setSheet(() => ScanSheet);
      setIsOpen(true);
    } catch {
      say({ kind: 'problem', text: words('broken') });
    } finally {
      setIsComing(false);
    }
  };
  const take = (label: TakenLabel) => {
    setIsOpen(false);
    onTaken(label);
    const mac = macText(label.mac);
    const { serial } = label;
    say({
      kind: 'good',
      text: serial === undefined ? words('tookMac', { mac }) : words('took', { mac, serial }),
    });
  };
  return (
    <>
      <Button
        ref={button}
        className="justify-self-start"
        aria-haspopup="dialog"
        aria-busy={isComing}
        onClick={() => void open()}
      >
        <ScanBarcode aria-hidden="true" />
        {words('open')}
      </Button>
      {Sheet && (
        <Sheet
          isOpen={isOpen}
          onOpenChange={setIsOpen}
          onTaken={take}
          onClosed={() => button.current?.focus()}
        />
      )}
    </>
  );
}
