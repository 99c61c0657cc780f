'use client';

import { Check, Circle, RefreshCw, TriangleAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { classNames } from '../../_ui/class-names.ts';
import type { DeskPageView } from './desk-page-view.ts';

type StepState = 'done' | 'running' | 'waiting' | 'trouble';

const signs = {
  done: { Icon: Check, classes: 'bg-free text-surface' },
  running: { Icon: RefreshCw, classes: 'bg-updating-soft text-updating' },
  waiting: { Icon: Circle, classes: 'bg-sunken text-muted' },
  trouble: { Icon: TriangleAlert, classes: 'bg-attention-soft text-attention' },
} as const;

/** Ringing here is true from the first moment; the phone's own display follows. */
function stepStates(state: DeskPageView['state']): readonly [StepState, StepState, StepState] {
  switch (state) {
    case 'settled':
      return ['done', 'done', 'done'];
    case 'attention':
      return ['done', 'trouble', 'waiting'];
    case 'switched':
    case 'occupied':
    case 'free':
      return ['done', 'running', 'waiting'];
  }
}

export function Steps({ state }: { state: DeskPageView['state'] }) {
  const words = useTranslations('deskPage');
  const [rings, updating, done] = stepStates(state);
  const steps = [
    { title: words('stepRings'), state: rings },
    { title: words(updating === 'done' ? 'stepUpdated' : 'stepUpdating'), state: updating },
    { title: words('stepDone'), state: done, text: done === 'done' ? words('doneText') : undefined },
  ];
  return (
    <ol aria-live="polite" className="grid gap-4">
      {steps.map((step) => (
        <li
          key={step.title}
          className="flex items-center gap-3"
          aria-current={step.state === 'running' ? 'step' : undefined}
        >
          <StepSign state={step.state} />
          <span className={classNames('text-lg', step.state === 'waiting' ? 'text-muted' : 'font-semibold')}>
            {step.title}
            {step.text !== undefined && (
              <span className="block text-base font-normal text-muted">{step.text}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function StepSign({ state }: { state: StepState }) {
  const { Icon, classes } = signs[state];
  return (
    <span className={classNames('grid size-9 shrink-0 place-items-center rounded-full', classes)}>
      <Icon
        className={classNames('size-5', state === 'running' && 'animate-turn')}
        strokeWidth={2.6}
        aria-hidden="true"
      />
    </span>
  );
}
