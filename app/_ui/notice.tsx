import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

const kinds = {
  info: { Icon: Info, classes: 'bg-primary-soft text-ink border-primary/40' },
  good: { Icon: CircleCheck, classes: 'bg-free-soft text-ink border-free/40' },
  warning: { Icon: TriangleAlert, classes: 'bg-updating-soft text-ink border-updating/50' },
  problem: { Icon: CircleAlert, classes: 'bg-attention-soft text-ink border-attention/50' },
} as const;

type Props = { kind: keyof typeof kinds; title?: string; children?: ReactNode; className?: string };

/** Something that a person should know here; problems are read out at once. */
export function Notice({ kind, title, children, className }: Props) {
  const { Icon, classes } = kinds[kind];
  return (
    <div
      role={kind === 'problem' ? 'alert' : 'status'}
      className={classNames('flex gap-3 rounded-xl border px-4 py-3 text-[0.95rem]', classes, className)}
    >
      <Icon className="mt-0.5 size-5 shrink-0" aria-hidden="true" />
      <div>
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
