'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Button } from '../../../_ui/button.tsx';
import { Sheet } from '../../../_ui/dialog.tsx';
import { TextAreaField } from '../../../_ui/field.tsx';
import type { InboundValues } from './dial-plan-values.ts';
import { readNumbers } from './read-numbers.ts';

type Props = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onRead: (rows: InboundValues[]) => void;
};

/** Many numbers at once, as a table or another system gives them. */
export function PasteNumbers({ isOpen, onOpenChange, onRead }: Props) {
  const words = useTranslations('dialPlan');
  return (
    <Sheet title={words('paste')} text={words('pasteText')} isOpen={isOpen} onOpenChange={onOpenChange}>
      <PasteForm
        onDone={(rows) => {
          if (rows.length > 0) onRead(rows);
          onOpenChange(false);
        }}
      />
    </Sheet>
  );
}

const SHOWN = 3;

function PasteForm({ onDone }: { onDone: (rows: InboundValues[]) => void }) {
  const words = useTranslations('dialPlan');
  const common = useTranslations('common');
  const [text, setText] = useState('');
  const { rows, strange } = readNumbers(text);
  const error =
    strange.length === 0
      ? undefined
      : words('pasteStrange', { count: strange.length, lines: strange.slice(0, SHOWN).join(' | ') });
  return (
    <div className="grid gap-5">
      <TextAreaField
        label={words('pasteLabel')}
        hint={words('pasteHint')}
        error={error}
        rows={8}
        className="font-mono"
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p role="status" className="text-sm text-muted">
        {words('pasteCount', { count: rows.length })}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => onDone([])}>{common('cancel')}</Button>
        <Button kind="primary" disabled={rows.length === 0} onClick={() => onDone(rows)}>
          {words('pasteTake')}
        </Button>
      </div>
    </div>
  );
}
