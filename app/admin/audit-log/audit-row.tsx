'use client';

import { useTranslations } from 'next-intl';
import { macText } from '../../_live/mac.tsx';
import { fullServiceName } from '../../_live/rps-services.ts';
import type { AuditEntry } from '../../_live/shapes.ts';
import { Moment } from '../../_live/time.tsx';
import { Cell, Row } from '../../_ui/table.tsx';
import { useAuditWords } from './use-audit-words.ts';

/** A phone is known by its MAC address. */
const sourceText = (source: string): string => (/^[0-9a-f]{12}$/.test(source) ? macText(source) : source);

const subjectText = ({ kind, label }: AuditEntry['subject']): string =>
  kind === 'rps_account' ? fullServiceName(label) : label;

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const words = useTranslations('audit');
  const { action, details, who, door } = useAuditWords()(entry);
  return (
    <Row className="align-top">
      <Cell label={words('at')} className="text-muted">
        <Moment at={entry.at} />
      </Cell>
      <Cell label={words('what')}>
        <span className="block font-semibold">{action}</span>
        {details !== '' && <span className="block text-sm text-muted">{details}</span>}
      </Cell>
      <Cell label={words('subject')}>{subjectText(entry.subject)}</Cell>
      <Cell label={words('who')}>{who}</Cell>
      <Cell label={words('door')} className="md:min-w-44">
        <span className="block">{door}</span>
        {entry.source !== null && (
          <span className="block max-w-56 font-mono text-sm wrap-anywhere text-muted">
            {sourceText(entry.source)}
          </span>
        )}
      </Cell>
    </Row>
  );
}
