'use client';

import { Check, Copy } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from './button.tsx';

const SHOWN_MS = 2_000;

/** Copies a text; where the browser gives no clipboard (plain HTTP) the old way is taken. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const words = useTranslations('common');
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    await copyText(text);
    setIsCopied(true);
    setTimeout(() => setIsCopied(false), SHOWN_MS);
  };
  const Icon = isCopied ? Check : Copy;
  return (
    <Button size="small" onClick={() => void copy()} aria-label={isCopied ? words('copied') : label}>
      <Icon aria-hidden="true" />
      <span aria-live="polite">{isCopied ? words('copied') : words('copy')}</span>
    </Button>
  );
}

async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
