'use client';

import type { ComponentProps, ReactNode } from 'react';

type Choice = { value: string; title: string; text: ReactNode; isDisabled?: boolean };

type Props = { legend: string; choices: readonly Choice[] } & ComponentProps<'input'>;

/** A few ways, one of which is taken: radio buttons large enough to explain themselves. */
export function ChoiceCards({ legend, choices, ...input }: Props) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-[0.95rem] font-semibold">{legend}</legend>
      <div className={choices.length === 2 ? 'grid gap-2 sm:grid-cols-2' : 'grid gap-2'}>
        {choices.map(({ value, title, text, isDisabled }) => (
          <label
            key={value}
            className="flex cursor-pointer gap-3 rounded-xl border border-line-strong bg-surface p-3 has-checked:border-primary has-checked:bg-primary-soft has-checked:outline-1 has-checked:outline-primary has-focus-visible:outline-3"
          >
            <input
              {...input}
              type="radio"
              value={value}
              disabled={isDisabled}
              className="mt-1 size-4 shrink-0 accent-primary"
            />
            <span>
              <span className="block font-semibold">{title}</span>
              <span className="block text-sm text-muted">{text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
