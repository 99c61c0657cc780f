import { type ClassValue, clsx } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Joins class names; where two say different things of one property, the later wins. */
export const classNames = (...values: ClassValue[]): string => twMerge(clsx(values));
