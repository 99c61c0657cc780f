import { Plus } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';

/** Leads to where one more is made. */
export const AddLink = ({ href, children }: { href: string; children: ReactNode }) => (
  <Button asChild kind="primary">
    <Link href={href}>
      <Plus aria-hidden="true" />
      {children}
    </Link>
  </Button>
);
