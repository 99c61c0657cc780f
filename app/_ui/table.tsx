// biome-ignore-all lint/a11y/noRedundantRoles: laid out as cards, a table is no table to some browsers
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from './class-names.ts';

/** What stands above a column; `unseen` = only for those who hear it. */
type Column = string | { unseen: string };

type TableProps = { caption: string; columns: readonly Column[]; children: ReactNode };

/**
 * A dense table; on a narrow screen every row becomes a card of names and values. Roles are written out, because
 * browsers forget what a table is when its parts are laid out otherwise.
 */
export function Table({ caption, columns, children }: TableProps) {
  return (
    <div className="overflow-x-auto rounded-2xl border border-line bg-surface shadow-card max-md:border-0 max-md:bg-transparent max-md:shadow-none">
      <table role="table" className="w-full border-collapse text-left text-[0.925rem] max-md:block">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="bg-sunken/60 text-sm text-muted max-md:sr-only">
          <tr role="row">
            {columns.map((column) =>
              typeof column === 'string' ? (
                <Head key={column}>{column}</Head>
              ) : (
                <Head key={column.unseen}>
                  <span className="sr-only">{column.unseen}</span>
                </Head>
              ),
            )}
          </tr>
        </thead>
        <tbody
          role="rowgroup"
          className="divide-y divide-line max-md:grid max-md:grid-cols-1 max-md:gap-3 max-md:divide-y-0"
        >
          {children}
        </tbody>
      </table>
    </div>
  );
}

const Head = ({ children }: { children: ReactNode }) => (
  <th role="columnheader" scope="col" className="px-4 py-2.5 font-semibold whitespace-nowrap">
    {children}
  </th>
);

export const Row = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr
    role="row"
    className={classNames(
      'hover:bg-sunken/40 max-md:block max-md:rounded-2xl max-md:border max-md:border-line max-md:bg-surface max-md:py-2 max-md:shadow-card',
      className,
    )}
    {...rest}
  />
);

type CellProps = ComponentProps<'td'> & {
  /** What the value is, where no column head stands above it. */
  label: string;
};

export function Cell({ className, label, children, ...rest }: CellProps) {
  return (
    <td
      role="cell"
      className={classNames(
        'px-4 py-2.5 align-middle max-md:flex max-md:items-baseline max-md:justify-between max-md:gap-6 max-md:py-1.5',
        className,
      )}
      {...rest}
    >
      <span aria-hidden="true" className="shrink-0 font-normal font-sans text-base text-muted md:hidden">
        {label}
      </span>
      <div className="min-w-0 max-md:text-right max-md:wrap-anywhere">{children}</div>
    </td>
  );
}
