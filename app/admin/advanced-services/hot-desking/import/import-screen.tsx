'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Button } from '../../../../_ui/button.tsx';
import { Card } from '../../../../_ui/card.tsx';
import { Notice } from '../../../../_ui/notice.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { ProgressBar } from '../../../../_ui/progress-bar.tsx';
import { CheckedCard } from './checked-card.tsx';
import { ChooseForm } from './choose-form.tsx';
import { useImport } from './use-import.ts';

const DESKS = '/admin/advanced-services/hot-desking';

/** Many desks at once, from a table. */
export function ImportScreen() {
  const words = useTranslations('deskImport');
  const area = useTranslations('nav')('hotDesking');
  const { state, look, make, stop, restart } = useImport();
  return (
    <>
      <PageHeader area={area} title={words('title')} text={words('text')} />
      {(state.step === 'choosing' || state.step === 'checking') && (
        <ChooseForm
          onChosen={look}
          isBusy={state.step === 'checking'}
          error={state.step === 'choosing' ? state.error : undefined}
        />
      )}
      {state.step === 'checked' && <CheckedCard {...state} onMake={make} onAnother={restart} />}
      {state.step === 'making' && <Making {...state} onStop={stop} />}
      {state.step === 'done' && (
        <Notice kind="good" title={words('done', { count: state.made })}>
          <p>{words('doneText')}</p>
          <div className="mt-3 flex flex-wrap gap-2">
            <Button asChild kind="primary">
              <Link href={DESKS}>{words('toDesks')}</Link>
            </Button>
            <Button onClick={restart}>{words('another')}</Button>
          </div>
        </Notice>
      )}
    </>
  );
}

function Making({ made, count, onStop }: { made: number; count: number; onStop: () => void }) {
  const words = useTranslations('deskImport');
  return (
    <Card className="grid gap-4">
      <p id="made" className="text-lg font-semibold tabular-nums">
        {words('making', { made, count })}
      </p>
      <ProgressBar aria-labelledby="made" max={count} value={made} />
      <p className="text-muted">{words('makingText')}</p>
      <div>
        <Button onClick={onStop}>{words('stop')}</Button>
      </div>
    </Card>
  );
}
