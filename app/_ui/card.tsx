import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

export function Card({ className, ...rest }: ComponentProps<'section'>) {
  return (
    <section
      className={classNames('rounded-2xl border border-line bg-surface p-5 shadow-card', className)}
      {...rest}
    />
  );
}

type TitleProps = { children: ReactNode; aside?: ReactNode; isTight?: boolean };

export function CardTitle({ children, aside, isTight = false }: TitleProps) {
  return (
    <div className={classNames('flex flex-wrap items-center justify-between gap-2', !isTight && 'mb-4')}>
      <h2 className="text-lg font-bold tracking-tight">{children}</h2>
      {aside}
    </div>
  );
}

/** Names and values, one pair a line. */
export function Facts({ items }: { items: readonly { name: string; value: ReactNode }[] }) {
  return (
    <dl className="divide-y divide-line text-[0.95rem]">
      {items.map(({ name, value }) => (
        <div
          key={name}
          className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2.5 first:pt-0 last:pb-0"
        >
          <dt className="text-muted">{name}</dt>
          <dd className="font-medium break-all">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
