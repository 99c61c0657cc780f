'use client';

import { Check, X } from 'lucide-react';
import { Switch as Primitive } from 'radix-ui';
import { useId } from 'react';

type Props = {
  label: string;
  text?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
};

/** On or off, in shape as well as in colour. */
export function Switch({ label, text, isOn, onChange, isDisabled }: Props) {
  const id = useId();
  const Icon = isOn ? Check : X;
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {text !== undefined && (
          <p id={`${id}-text`} className="text-sm text-muted">
            {text}
          </p>
        )}
      </div>
      <Primitive.Root
        id={id}
        checked={isOn}
        onCheckedChange={onChange}
        disabled={isDisabled}
        aria-describedby={text === undefined ? undefined : `${id}-text`}
        className="relative h-8 w-14 after:absolute after:-inset-2 shrink-0 rounded-full border-2 border-line-strong bg-sunken transition-colors data-[state=checked]:border-primary data-[state=checked]:bg-primary disabled:opacity-60"
      >
        <Primitive.Thumb className="grid size-6 translate-x-0.5 place-items-center rounded-full bg-line-strong text-surface transition-transform data-[state=checked]:translate-x-[1.65rem] data-[state=checked]:bg-on-primary data-[state=checked]:text-primary">
          <Icon className="size-4" strokeWidth={3} aria-hidden="true" />
        </Primitive.Thumb>
      </Primitive.Root>
    </div>
  );
}
