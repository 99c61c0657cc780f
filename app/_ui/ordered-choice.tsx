'use client';

import { CircleAlert, Plus } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from './button.tsx';
import { OrderButtons } from './order-buttons.tsx';

type Option = { value: string; label: string };

type Props = {
  legend: string;
  hint?: ReactNode;
  error?: string | undefined;
  options: readonly Option[];
  /** In order. */
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Some of a few things, one after the other. */
export function OrderedChoice({ legend, hint, error, options, chosen, onChange }: Props) {
  const id = useId();
  const nameOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  const rest = options.filter(({ value }) => !chosen.includes(value));
  return (
    <fieldset
      className="min-w-0"
      aria-describedby={error === undefined ? undefined : id}
      data-invalid={error !== undefined}
      tabIndex={-1}
    >
      <legend className="mb-1.5 text-[0.95rem] font-semibold">{legend}</legend>
      {chosen.length > 0 && (
        <ol className="mb-2 divide-y divide-line rounded-xl border border-line-strong bg-surface">
          {chosen.map((value, index) => (
            <li key={value} className="flex items-center gap-1 py-1 pr-1.5 pl-3.5">
              <span className="mr-2 text-sm text-muted">{index + 1}.</span>
              <span className="min-w-0 grow truncate font-medium">{nameOf(value)}</span>
              <OrderButtons
                name={nameOf(value)}
                place={index + 1}
                count={chosen.length}
                onMove={(by) => onChange(moved(chosen, index, by))}
                onRemove={() => onChange(chosen.filter((other) => other !== value))}
              />
            </li>
          ))}
        </ol>
      )}
      {rest.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {rest.map(({ value, label }) => (
            <Button
              key={value}
              size="small"
              className="max-w-full"
              onClick={() => onChange([...chosen, value])}
            >
              <Plus aria-hidden="true" />
              <span className="truncate">{label}</span>
            </Button>
          ))}
        </div>
      )}
      {hint !== undefined && <div className="mt-1.5 text-sm text-muted">{hint}</div>}
      {error !== undefined && (
        <p id={id} className="mt-1.5 flex items-start gap-1.5 text-sm font-medium text-attention">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {error}
        </p>
      )}
    </fieldset>
  );
}

function moved(chosen: readonly string[], index: number, by: -1 | 1): string[] {
  const others = chosen.filter((_, at) => at !== index);
  return [...others.slice(0, index + by), ...chosen.slice(index, index + 1), ...others.slice(index + by)];
}
