import type { ReactNode } from 'react';
import { Mark } from './logo.tsx';

export function EmptyState({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  return (
    <div className="grid place-items-center rounded-2xl border border-dashed border-line-strong/60 px-6 py-14 text-center">
      <Mark className="mb-4 size-16 opacity-90" />
      <h2 className="text-xl font-bold tracking-tight">{title}</h2>
      <p className="mt-1 max-w-md text-muted">{text}</p>
      {children !== undefined && <div className="mt-5 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  );
}
