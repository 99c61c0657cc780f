'use client';

import { useTranslations } from 'next-intl';
import { type Door, doors } from '../../_live/doors.ts';
import { SelectField } from '../../_ui/field.tsx';
import { auditActions, auditWord } from './audit-words.ts';

export type Filters = { door?: Door; action?: string };

type Props = { filters: Filters; onChange: (filters: Filters) => void };

export function AuditFilters({ filters, onChange }: Props) {
  const words = useTranslations('audit');
  const actionWords = useTranslations('audit.actions');
  const via = useTranslations('via');
  const { door, action } = filters;
  return (
    <>
      <SelectField
        label={words('filterAction')}
        value={action ?? ''}
        onChange={({ target }) =>
          onChange({ ...(door && { door }), ...(target.value && { action: target.value }) })
        }
      >
        <option value="">{words('allActions')}</option>
        {auditActions.map((name) => {
          const word = auditWord(name);
          return (
            <option key={name} value={name}>
              {word === undefined ? name : actionWords(word)}
            </option>
          );
        })}
      </SelectField>
      <SelectField
        label={words('filterDoor')}
        value={door ?? ''}
        onChange={({ target }) => {
          const chosen = doors.find((name) => name === target.value);
          onChange({ ...(action && { action }), ...(chosen && { door: chosen }) });
        }}
      >
        <option value="">{words('allDoors')}</option>
        {doors.map((name) => (
          <option key={name} value={name}>
            {via(name)}
          </option>
        ))}
      </SelectField>
    </>
  );
}
