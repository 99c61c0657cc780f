import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** A dense table that scrolls sideways by itself where the screen is narrow. */
export function Table({
  caption,
  head,
  children,
}: {
  caption: string;
  head: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      className="overflow-x-auto rounded-2xl border border-line bg-surface shadow-card"
      aria-label={caption}
    >
      <table className="w-full border-collapse text-left text-[0.925rem]">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken/60 text-sm text-muted">
          <tr>{head}</tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </section>
  );
}

export const Head = ({ className, ...rest }: ComponentProps<'th'>) => (
  <th
    scope="col"
    className={classNames('px-4 py-2.5 font-semibold whitespace-nowrap', className)}
    {...rest}
  />
);

export const Cell = ({ className, ...rest }: ComponentProps<'td'>) => (
  <td className={classNames('px-4 py-2.5 align-middle', className)} {...rest} />
);
