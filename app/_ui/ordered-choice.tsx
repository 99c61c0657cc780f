'use client';

import { ArrowDown, ArrowUp, CircleAlert, Plus, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ReactNode, useId } from 'react';
import { Button } from './button.tsx';

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
            <ChosenLine
              key={value}
              name={nameOf(value)}
              place={index + 1}
              isLast={index === chosen.length - 1}
              onMove={(by) => onChange(moved(chosen, index, by))}
              onRemove={() => onChange(chosen.filter((other) => other !== value))}
            />
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

type LineProps = {
  name: string;
  place: number;
  isLast: boolean;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

function ChosenLine({ name, place, isLast, onMove, onRemove }: LineProps) {
  const words = useTranslations('order');
  return (
    <li className="flex items-center gap-1 py-1 pr-1.5 pl-3.5">
      <span className="mr-2 text-sm text-muted">{place}.</span>
      <span className="min-w-0 grow truncate font-medium">{name}</span>
      <Button
        kind="quiet"
        size="small"
        disabled={place === 1}
        aria-label={words('up', { name })}
        onClick={() => onMove(-1)}
      >
        <ArrowUp aria-hidden="true" />
      </Button>
      <Button
        kind="quiet"
        size="small"
        disabled={isLast}
        aria-label={words('down', { name })}
        onClick={() => onMove(1)}
      >
        <ArrowDown aria-hidden="true" />
      </Button>
      <Button kind="quiet" size="small" aria-label={words('remove', { name })} onClick={onRemove}>
        <X aria-hidden="true" />
      </Button>
    </li>
  );
}
