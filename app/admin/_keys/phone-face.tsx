'use client';

import { useTranslations } from 'next-intl';
import type { KeysOnPhone } from '../../_live/shapes.ts';
import { classNames } from '../../_ui/class-names.ts';
import { keyIcons } from './key-icons.ts';

export type ShownKey = KeysOnPhone['pages'][number][number];

type Props = {
  /** Those beside the display, on every page; empty where a phone has none such. */
  side: readonly ShownKey[];
  keys: readonly ShownKey[];
  /** The number of the first of `keys`. */
  first: number;
};

/** One page of a phone's keys, left and right of its display; read out, it is a list. */
export function PhoneFace({ side, keys, first }: Props) {
  return (
    <>
      <div
        aria-hidden="true"
        className="mx-auto max-w-md rounded-3xl border border-line-strong bg-sunken p-3 pb-5 shadow-card"
      >
        {side.length > 0 && <Display keys={side} />}
        {keys.length > 0 && <Display keys={keys} />}
        <div className="mx-auto mt-2 h-1.5 w-16 rounded-full bg-line-strong/50" />
      </div>
      <KeyNames keys={side} first={1} />
      <KeyNames keys={keys} first={first} />
    </>
  );
}

/** Few keys are all at one side of their display; many stand closer. */
const ONE_SIDE_MAX = 4;
const WIDE_APART_MAX = 16;

function Display({ keys }: { keys: readonly ShownKey[] }) {
  const onLeft = keys.length <= ONE_SIDE_MAX ? keys.length : Math.ceil(keys.length / 2);
  const [left, right] = [keys.slice(0, onLeft), keys.slice(onLeft)];
  return (
    <div
      className={classNames(
        'flex gap-2 py-2',
        keys.length <= WIDE_APART_MAX ? '[--key-row:2.5rem]' : '[--key-row:1.75rem]',
      )}
    >
      <Buttons keys={left} />
      <div className="grid min-w-0 grow grid-cols-2 gap-x-1 rounded-lg bg-hero p-1.5 text-on-hero @md:gap-x-2">
        <Labels keys={left} />
        <Labels keys={right} isRight />
      </div>
      {right.length > 0 && <Buttons keys={right} />}
    </div>
  );
}

const Buttons = ({ keys }: { keys: readonly ShownKey[] }) => (
  <div className="grid shrink-0 auto-rows-(--key-row) content-start gap-1 py-1.5">
    {keys.map((key, at) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is
        key={at}
        className={classNames(
          'h-4 w-5 self-center rounded border @md:w-7',
          key === null ? 'border-line bg-surface' : 'border-line-strong bg-surface',
          key?.does === 'line' && 'border-free bg-free',
        )}
      />
    ))}
  </div>
);

const Labels = ({ keys, isRight = false }: { keys: readonly ShownKey[]; isRight?: boolean }) => (
  <div className="grid min-w-0 auto-rows-(--key-row) content-start gap-1">
    {keys.map((key, at) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is
      <Label key={at} shown={key} isRight={isRight} />
    ))}
  </div>
);

function Label({ shown, isRight }: { shown: ShownKey; isRight: boolean }) {
  if (shown === null) return <span />;
  const { does, label } = shown;
  const Icon = keyIcons[does];
  const isWay = does === 'log-in' || does === 'log-out';
  return (
    <span
      className={classNames(
        'flex min-w-0 items-center gap-1.5 rounded-md px-1.5 text-xs @md:text-sm',
        isRight && 'flex-row-reverse text-right',
        isWay ? 'bg-on-hero font-bold text-hero' : 'font-medium',
      )}
    >
      <Icon className="size-4 shrink-0 @max-md:hidden" />
      <span className="line-clamp-2 min-w-0 leading-tight wrap-anywhere">{label}</span>
    </span>
  );
}

function KeyNames({ keys, first }: Pick<Props, 'keys' | 'first'>) {
  const words = useTranslations('keys');
  if (keys.length === 0) return null;
  return (
    <ol className="sr-only" start={first}>
      {keys.map((key, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a place is what it is
        <li key={at}>
          {key === null
            ? words('nothing')
            : words('read', { does: words(`does_${key.does}`), label: key.label, number: key.dials })}
        </li>
      ))}
    </ol>
  );
}
