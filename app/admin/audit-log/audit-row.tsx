'use client';

import { useTranslations } from 'next-intl';
import { doorWords } from '../../_live/doors.ts';
import type { AuditEntry } from '../../_live/shapes.ts';
import { Moment } from '../../_live/time.tsx';
import { Cell } from '../../_ui/table.tsx';
import { auditWord } from './audit-words.ts';

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const words = useTranslations('audit.actions');
  const via = useTranslations('via');
  const action = auditWord(entry.action);
  const details = Object.entries(entry.details).filter(([name]) => !name.endsWith('Id'));
  return (
    <tr className="align-top hover:bg-sunken/40">
      <Cell className="text-muted">
        <Moment at={entry.at} />
      </Cell>
      <Cell className="font-semibold whitespace-nowrap">
        {action === undefined ? entry.action : words(action)}
      </Cell>
      <Cell>{entry.subject.label}</Cell>
      <Cell>{entry.actor.label}</Cell>
      <Cell className="whitespace-nowrap">{via(doorWords(entry.door))}</Cell>
      <Cell className="font-mono text-sm text-muted">{entry.source ?? '–'}</Cell>
      <Cell className="text-sm text-muted">
        {details.map(([name, value]) => `${name}: ${String(value)}`).join(', ') || '–'}
      </Cell>
    </tr>
  );
}
