'use client';

import { useTranslations } from 'next-intl';
import { doorWords } from '../../_live/doors.ts';
import type { AuditEntry } from '../../_live/shapes.ts';
import { Moment } from '../../_live/time.tsx';
import { Cell, Row } from '../../_ui/table.tsx';
import { auditWord } from './audit-words.ts';

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const words = useTranslations('audit');
  const actionWords = useTranslations('audit.actions');
  const via = useTranslations('via');
  const action = auditWord(entry.action);
  const details = Object.entries(entry.details).filter(([name]) => !name.endsWith('Id'));
  return (
    <Row className="align-top">
      <Cell label={words('at')} className="text-muted">
        <Moment at={entry.at} />
      </Cell>
      <Cell label={words('what')} className="font-semibold whitespace-nowrap">
        {action === undefined ? entry.action : actionWords(action)}
      </Cell>
      <Cell label={words('subject')}>{entry.subject.label}</Cell>
      <Cell label={words('who')}>{entry.actor.label}</Cell>
      <Cell label={words('door')} className="whitespace-nowrap">
        {via(doorWords(entry.door))}
      </Cell>
      <Cell label={words('source')} className="font-mono text-sm text-muted">
        {entry.source ?? '–'}
      </Cell>
      <Cell label={words('details')} className="text-sm text-muted">
        {details.map(([name, value]) => `${name}: ${String(value)}`).join(', ') || '–'}
      </Cell>
    </Row>
  );
}
