import Link from 'next/link';
import type { ReactNode } from 'react';

/** The link in a row of a list, large enough for a finger. */
export const RowLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Link
    href={href}
    className="inline-flex min-h-9 pointer-coarse:min-h-11 items-center font-semibold text-primary underline underline-offset-4"
  >
    {children}
  </Link>
);
