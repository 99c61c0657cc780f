'use client';

import { useTranslations } from 'next-intl';
import { Mac } from '../../../../_live/mac.tsx';
import { makerName } from '../../../../_live/makers.ts';
import type { DeskImport } from '../../../../_live/shapes.ts';
import { useFailureWords } from '../../../../_live/use-failure-words.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { Cell, Row, Table } from '../../../../_ui/table.tsx';
import type { Stopped } from './use-import.ts';
import { WrongLines } from './wrong-lines.tsx';

type Props = {
  found: DeskImport;
  stopped?: Stopped;
  onMake: (found: DeskImport) => void;
  onAnother: () => void;
};

/** What a table would do, before it does it. */
export function CheckedCard({ found, stopped, onMake, onAnother }: Props) {
  const words = useTranslations('deskImport');
  const { desks, existing, ignored, wrongLines } = found;
  const isMakeable = wrongLines === 0 && desks.length > 0;
  return (
    <div className="grid gap-5">
      {stopped && <StoppedNotice {...stopped} />}
      {wrongLines > 0 ? (
        <WrongLines found={found} />
      ) : (
        <Notice kind={isMakeable ? 'info' : 'warning'} title={words('found', { count: desks.length })}>
          {existing > 0 && <p>{words('existing', { count: existing })}</p>}
        </Notice>
      )}
      {ignored.length > 0 && (
        <Notice kind="warning">{words('ignored', { columns: ignored.join(', ') })}</Notice>
      )}
      {isMakeable && <FirstDesks desks={desks} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onAnother}>{words('another')}</Button>
        {isMakeable && (
          <Button kind="primary" onClick={() => onMake(found)}>
            {words('make', { count: desks.length })}
          </Button>
        )}
      </div>
    </div>
  );
}

function StoppedNotice({ made, count, error }: Stopped) {
  const words = useTranslations('deskImport');
  const failureWords = useFailureWords();
  return (
    <Notice kind={error === undefined ? 'info' : 'problem'} title={words('stopped', { made, count })}>
      {error !== undefined && <p>{failureWords(error)}</p>}
    </Notice>
  );
}

const SHOWN = 5;

function FirstDesks({ desks }: Pick<DeskImport, 'desks'>) {
  const words = useTranslations('deskImport');
  const form = useTranslations('deskForm');
  return (
    <>
      <Table
        caption={words('firstLines')}
        columns={[form('displayName'), form('extension'), form('mac'), form('vendor'), form('provisioning')]}
      >
        {desks.slice(0, SHOWN).map(({ line, desk }) => (
          <Row key={line}>
            <Cell label={form('displayName')}>{desk.displayName}</Cell>
            <Cell label={form('extension')}>{desk.extension}</Cell>
            <Cell label={form('mac')}>
              <Mac mac={desk.mac} />
            </Cell>
            <Cell label={form('vendor')}>{makerName(desk.vendor)}</Cell>
            <Cell label={form('provisioning')}>
              {form(desk.provisioning)}, {form(desk.network)}
            </Cell>
          </Row>
        ))}
      </Table>
      {desks.length > SHOWN && <p className="text-muted">{words('more', { count: desks.length - SHOWN })}</p>}
    </>
  );
}
