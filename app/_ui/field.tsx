'use client';

import { CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

const box =
  'w-full rounded-xl border border-line-strong bg-surface px-3.5 text-ink placeholder:text-muted/80 aria-invalid:border-attention aria-invalid:border-2 disabled:bg-sunken';

type FieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Where labels stand above a column of fields, each of them is only read out. */
  labelClassName?: string | undefined;
};

type Aria = { id: string; 'aria-invalid': boolean; 'aria-describedby': string | undefined };

/** A label, what stands under it, and one control that is told about both. */
function Field({
  label,
  labelClassName,
  hint,
  error,
  control,
}: FieldProps & { control: (aria: Aria) => ReactNode }) {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`].filter(
    Boolean,
  );
  return (
    <div className="grid content-start gap-1.5">
      <label htmlFor={id} className={classNames('text-[0.95rem] font-semibold', labelClassName)}>
        {label}
      </label>
      {control({
        id,
        'aria-invalid': error !== undefined,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
      })}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}-error`} className="flex items-start gap-1.5 text-sm font-medium text-attention">
          <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
          {error}
        </p>
      )}
    </div>
  );
}

type InputProps = FieldProps & ComponentProps<'input'> & { trailing?: ReactNode };

export function TextField({ label, labelClassName, hint, error, className, trailing, ...input }: InputProps) {
  return (
    <Field
      label={label}
      labelClassName={labelClassName}
      hint={hint}
      error={error}
      control={(aria) => (
        <div className="relative">
          <input
            {...aria}
            {...input}
            className={classNames(box, 'min-h-11', trailing !== undefined && 'pr-24', className)}
          />
          {trailing !== undefined && (
            <div className="absolute inset-y-0 right-1.5 flex items-center">{trailing}</div>
          )}
        </div>
      )}
    />
  );
}

type SelectProps = FieldProps & ComponentProps<'select'>;

export function SelectField({
  label,
  labelClassName,
  hint,
  error,
  className,
  children,
  ...select
}: SelectProps) {
  return (
    <Field
      label={label}
      labelClassName={labelClassName}
      hint={hint}
      error={error}
      control={(aria) => (
        <select {...aria} {...select} className={classNames(box, 'min-h-11 pr-8', className)}>
          {children}
        </select>
      )}
    />
  );
}

type AreaProps = FieldProps & ComponentProps<'textarea'>;

/** Several lines, one thing each. */
export function TextAreaField({ label, hint, error, className, ...area }: AreaProps) {
  return (
    <Field
      label={label}
      hint={hint}
      error={error}
      control={(aria) => (
        <textarea rows={3} {...aria} {...area} className={classNames(box, 'py-2.5', className)} />
      )}
    />
  );
}

type BareProps = { label: string; error?: string | undefined } & ComponentProps<'input'>;

/** An input whose label stands above a column of such, and is read out with each. */
export function BareField({ label, error, className, ...input }: BareProps) {
  const id = useId();
  return (
    <div>
      <input
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={error === undefined ? undefined : id}
        {...input}
        className={classNames(box, 'min-h-11 min-w-0', className)}
      />
      {error !== undefined && (
        <p id={id} className="mt-1 text-left text-sm font-medium text-attention">
          {error}
        </p>
      )}
    </div>
  );
}
