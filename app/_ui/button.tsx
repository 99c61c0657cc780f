import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

const look = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-xl font-semibold whitespace-nowrap transition-colors disabled:opacity-60 [&_svg]:shrink-0',
  {
    variants: {
      kind: {
        primary: 'bg-primary text-on-primary hover:bg-primary-strong',
        secondary: 'border border-line-strong bg-surface text-ink hover:bg-sunken',
        quiet: 'text-ink hover:bg-sunken',
        destroy: 'bg-attention text-surface hover:opacity-90',
        danger: 'border border-attention bg-surface text-attention hover:bg-attention-soft',
      },
      size: {
        small: 'min-h-9 px-3 pointer-coarse:min-h-11 text-sm [&_svg]:size-4',
        medium: 'min-h-11 px-4 text-[0.95rem] [&_svg]:size-[1.1rem]',
        large: 'min-h-14 px-6 text-lg [&_svg]:size-5',
      },
    },
    defaultVariants: { kind: 'secondary', size: 'medium' },
  },
);

type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof look> & {
    /** Gives the look to its one child, a link for example. */
    asChild?: boolean;
    isBusy?: boolean;
  };

export function Button({ className, kind, size, asChild, isBusy, children, ...rest }: ButtonProps) {
  const classes = classNames(look({ kind, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button type="button" className={classes} aria-busy={isBusy} {...rest} disabled={rest.disabled || isBusy}>
      {isBusy && <LoaderCircle className="animate-turn" aria-hidden="true" />}
      {children}
    </button>
  );
}
