import type { ReactNode } from 'react';

type Props = { area?: string; title: string; text?: ReactNode; children?: ReactNode };

export function PageHeader({ area, title, text, children }: Props) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {area !== undefined && <p className="text-sm font-semibold text-muted">{area}</p>}
        <h1 className="text-3xl font-bold tracking-tight text-balance wrap-anywhere">{title}</h1>
        {text !== undefined && <p className="mt-1 max-w-2xl text-muted">{text}</p>}
      </div>
      {children !== undefined && <div className="flex flex-wrap gap-2">{children}</div>}
    </header>
  );
}
