import { cva } from 'class-variance-authority';
import {
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  CloudCheck,
  Hand,
  RefreshCw,
  TriangleAlert,
  UserRound,
} from 'lucide-react';

/** What a desk is, as people see it. */
export type DeskLook = 'free' | 'busy' | 'updating' | 'attention';
/** What something else is that works or does not. */
export type WorkLook = 'good' | 'stored' | 'byHand' | 'updating' | 'attention' | 'off' | 'unknown';

const icons = {
  free: CircleDashed,
  busy: UserRound,
  updating: RefreshCw,
  attention: TriangleAlert,
  good: CircleCheck,
  stored: CloudCheck,
  byHand: Hand,
  off: CircleSlash,
  unknown: CircleQuestionMark,
};

const look = cva(
  'inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-sm font-semibold whitespace-nowrap',
  {
    variants: {
      state: {
        free: 'bg-free-soft text-free',
        busy: 'bg-busy-soft text-busy',
        updating: 'bg-updating-soft text-updating',
        attention: 'bg-attention-soft text-attention',
        good: 'bg-free-soft text-free',
        stored: 'bg-busy-soft text-busy',
        byHand: 'bg-updating-soft text-updating',
        off: 'bg-sunken text-muted',
        unknown: 'bg-sunken text-muted',
      },
    },
  },
);

/** A state in shape, colour and words. */
export function StateBadge({ state, words }: { state: DeskLook | WorkLook; words: string }) {
  const Icon = icons[state];
  return (
    <span className={look({ state })}>
      <Icon
        className={state === 'updating' ? 'size-4 animate-turn' : 'size-4'}
        strokeWidth={2.4}
        aria-hidden="true"
      />
      {words}
    </span>
  );
}
