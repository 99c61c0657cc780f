import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/** How far something is. */
export const ProgressBar = ({ className, ...rest }: ComponentProps<'progress'>) => (
  <progress
    className={classNames(
      'h-3 w-full appearance-none overflow-hidden rounded-full border border-line-strong bg-sunken',
      '[&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-primary',
      className,
    )}
    {...rest}
  />
);
