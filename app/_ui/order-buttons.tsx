'use client';

import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { KeyboardEvent } from 'react';
import { Button } from './button.tsx';

type Props = {
  /** What is moved, as people call it. */
  name: string;
  /** From 1. */
  place: number;
  count: number;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

/** Moves something in a list up or down, by arrow keys as well, or takes it out. */
export function OrderButtons({ name, place, count, onMove, onRemove }: Props) {
  const words = useTranslations('order');
  const move = (by: -1 | 1): void => {
    if (place + by >= 1 && place + by <= count) onMove(by);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    move(event.key === 'ArrowUp' ? -1 : 1);
  };
  // Whoever has moved something to an end keeps the focus: a disabled button would lose it.
  const arrow = (isAtEnd: boolean) => ({
    ...({ kind: 'quiet', size: 'small', onKeyDown, 'aria-disabled': isAtEnd } as const),
    className: 'aria-disabled:cursor-not-allowed aria-disabled:opacity-60 aria-disabled:hover:bg-transparent',
  });
  return (
    <span className="flex shrink-0 items-center">
      <Button {...arrow(place === 1)} aria-label={words('up', { name })} onClick={() => move(-1)}>
        <ArrowUp aria-hidden="true" />
      </Button>
      <Button {...arrow(place === count)} aria-label={words('down', { name })} onClick={() => move(1)}>
        <ArrowDown aria-hidden="true" />
      </Button>
      <Button kind="quiet" size="small" aria-label={words('remove', { name })} onClick={onRemove}>
        <X aria-hidden="true" />
      </Button>
    </span>
  );
}
