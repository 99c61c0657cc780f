import { CircleAlert, CircleCheck, Hourglass, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const signs = {
  ok: { Icon: CircleCheck, classes: 'text-free' },
  waiting: { Icon: Hourglass, classes: 'text-updating' },
  warning: { Icon: TriangleAlert, classes: 'text-updating' },
  problem: { Icon: CircleAlert, classes: 'text-attention' },
} as const;

export type FindingState = keyof typeof signs;

type Props = {
  state: FindingState;
  stateWords: string;
  title: string;
  /** When that was seen. */
  when?: ReactNode;
  children: ReactNode;
};

/** One line of a list of what was looked at: its state in shape, colour and words. */
export function Finding({ state, stateWords, title, when, children }: Props) {
  const { Icon, classes } = signs[state];
  return (
    <li className="flex gap-3 py-3 first:pt-0 last:pb-0">
      <Icon className={classNames('mt-0.5 size-5 shrink-0', classes)} aria-hidden="true" />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap justify-between gap-x-3 font-semibold">
          {title}
          <span className="flex items-baseline gap-3 text-sm">
            {when !== undefined && <span className="font-normal text-muted">{when}</span>}
            <span className={classes}>{stateWords}</span>
          </span>
        </p>
        {children}
      </div>
    </li>
  );
}
