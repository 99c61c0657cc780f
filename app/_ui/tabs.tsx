'use client';

import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';

type Tab = { id: string; title: string; content: ReactNode };

export function Tabs({ tabs, label, initial }: { tabs: readonly Tab[]; label: string; initial?: string }) {
  return (
    <Primitive.Root defaultValue={initial ?? tabs[0]?.id ?? ''}>
      <Primitive.List aria-label={label} className="mb-5 flex flex-wrap gap-1 border-b border-line">
        {tabs.map(({ id, title }) => (
          <Primitive.Trigger
            key={id}
            value={id}
            className="-mb-px min-h-11 border-b-3 border-transparent px-4 font-semibold text-muted hover:text-ink data-[state=active]:border-primary data-[state=active]:text-ink"
          >
            {title}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map(({ id, content }) => (
        <Primitive.Content key={id} value={id}>
          {content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
