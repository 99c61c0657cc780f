'use client';

import { useTranslations } from 'next-intl';
import { fieldWord } from '../../../../_live/field-words.ts';
import type { DeskImport } from '../../../../_live/shapes.ts';
import { Notice } from '../../../../_ui/notice.tsx';
import { Cell, Row, Table } from '../../../../_ui/table.tsx';

export function WrongLines({ found: { wrongLines, problems } }: { found: DeskImport }) {
  const words = useTranslations('deskImport');
  const fieldWords = useTranslations('fieldProblem');
  const told = new Set(problems.map(({ line }) => line)).size;
  return (
    <>
      <Notice kind="problem" title={words('wrong', { count: wrongLines })}>
        <p>{words('wrongText')}</p>
      </Notice>
      <Table
        caption={words('wrong', { count: wrongLines })}
        columns={[words('line'), words('cell'), words('problem')]}
      >
        {problems.map(({ line, field, value, problem }) => {
          const { limit = 0, about = '' } = problem;
          return (
            <Row key={`${line} ${field}`}>
              <Cell label={words('line')} className="tabular-nums">
                {line}
              </Cell>
              <Cell label={words('cell')}>
                <span className="text-muted">{field}</span>{' '}
                <span className="font-mono text-[0.9em] wrap-anywhere">{value ?? words('empty')}</span>
              </Cell>
              <Cell label={words('problem')}>{fieldWords(fieldWord(field, problem), { limit, about })}</Cell>
            </Row>
          );
        })}
      </Table>
      {told < wrongLines && <p className="text-muted">{words('moreWrong', { count: wrongLines - told })}</p>}
    </>
  );
}
